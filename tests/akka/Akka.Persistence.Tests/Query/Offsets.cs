using Akka.Persistence.Query;

namespace Akka.Persistence.Tests.Query;

public sealed class Offsets
{
    [Fact]
    public void Sequences_are_ordered_by_their_number()
    {
        Offset.Sequence(1).CompareTo(Offset.Sequence(2)).ShouldBeLessThan(0);
        Offset.Sequence(2).CompareTo(Offset.Sequence(2)).ShouldBe(0);
        Offset.Sequence(7).ShouldBe(new Sequence(7));
    }

    [Fact]
    public void Kinds_of_offsets_cannot_be_compared()
    {
        Should.Throw<InvalidOperationException>(() =>
            Offset.Sequence(1).CompareTo(Offset.NoOffset())
        );
    }

    [Fact]
    public void Envelopes_of_the_same_event_are_equal()
    {
        var offset = Offset.Sequence(3);
        string[] tags = ["tag"];
        EventEnvelope Envelope() => new(offset, "id", 2, "event", 5, tags);

        Envelope().ShouldBe(Envelope());
        Envelope().Tags.ShouldBe(["tag"]);
    }
}
