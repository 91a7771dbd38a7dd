<x-layout><p>{{ $result->value }}</p></x-layout>
