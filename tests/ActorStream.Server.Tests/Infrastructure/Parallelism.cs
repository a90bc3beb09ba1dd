// Each class starts a server of its own; two cores are better used one class after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
