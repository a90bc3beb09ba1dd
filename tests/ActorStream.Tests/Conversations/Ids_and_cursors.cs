using ActorStream.Conversations;

namespace ActorStream.Tests.Conversations;

public sealed class Ids_and_cursors
{
    [Fact]
    public void A_new_id_is_read_back()
    {
        var id = ConversationId.New();

        ConversationId.TryParse(id.Value, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(id);
        ConversationId.TryParsePersistenceId(id.PersistenceId, out var stored).ShouldBeTrue();
        stored.ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0123456789ABCDEFGHJKMNPQRS")]
    [InlineData("0123456789abcdefghjkmnpq../")]
    [InlineData("0123456789abcdefghjkmnpqr%2")]
    [InlineData("0123456789abcdefghjkmnpqil")]
    public void What_the_server_cannot_have_made_is_no_id(string? text) =>
        ConversationId.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0123abcd-0", 0)]
    [InlineData("0123abcd-17", 17)]
    [InlineData("ffffffff-9223372036854775807", long.MaxValue)]
    public void A_cursor_is_read_back(string text, long sequenceNr)
    {
        Cursor.TryParse(text, out var cursor).ShouldBeTrue();
        cursor.SequenceNr.ShouldBe(sequenceNr);
        cursor.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("17")]
    [InlineData("0123abcd")]
    [InlineData("0123abcd-")]
    [InlineData("0123abcd--1")]
    [InlineData("0123abcd-1 ")]
    [InlineData("0123ABCD-1")]
    [InlineData("0123abcg-1")]
    [InlineData("0123abcd-9223372036854775808")]
    public void What_no_server_sent_is_no_cursor(string? text) =>
        Cursor.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("t1", true)]
    [InlineData("t2147483647", true)]
    [InlineData("t0", false)]
    [InlineData("t01", false)]
    [InlineData("t-1", false)]
    [InlineData("1", false)]
    [InlineData("t2147483648", false)]
    [InlineData(null, false)]
    public void A_turn_id_is_t_and_a_positive_number(string? text, bool isTurnId) =>
        TurnId.TryParse(text, out _).ShouldBe(isTurnId);
}
