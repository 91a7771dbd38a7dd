<x-plain><p>Portal</p></x-plain>
