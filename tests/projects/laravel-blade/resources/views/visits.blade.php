<x-portal title="Visits">
  @if (count($visits))
  <p>{!! $note !!}</p>
  @endif
</x-portal>
