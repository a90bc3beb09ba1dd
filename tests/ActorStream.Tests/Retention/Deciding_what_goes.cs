using ActorStream.Retention;
using Akka.Configuration;

namespace ActorStream.Tests.Retention;

public sealed class Deciding_what_goes
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_limits_nothing_does() => Decide(RetentionLimits.None, All).ShouldBeEmpty();

    [Fact]
    public void By_age_it_is_what_is_older_the_oldest_first_but_no_open_turn() =>
        Decide(new(MaxAge: TimeSpan.FromDays(3)), All)
            .ShouldBe([("old", RetentionReason.Age), ("b-old", RetentionReason.Age)]);

    [Fact]
    public void By_size_it_is_the_oldest_of_each_tenant_until_the_rest_fits() =>
        Decide(new(MaxEvents: 25), All).ShouldBe([("old", RetentionReason.Size)]);

    [Fact]
    public void What_is_open_counts_and_stays() =>
        Decide(new(MaxEvents: 1), All)
            .Select(one => one.Id)
            .ShouldBe(["old", "b-old", "middle", "new"], ignoreOrder: true);

    [Fact]
    public void By_bytes_as_well() =>
        Decide(
                new(MaxBytes: 100),
                [One("a", null, 2, bytes: 60), One("b", null, 1, bytes: 60), One("c", "t", 9)]
            )
            .ShouldBe([("a", RetentionReason.Size)]);

    [Fact]
    public void All_tenants_together_give_up_their_oldest_after_each_has_kept_its_own_limit() =>
        RetentionPolicy
            .Decide(
                Now,
                [
                    One("a1", "a", 9, bytes: 60),
                    One("a2", "a", 3, bytes: 50),
                    One("b1", "b", 5, bytes: 40),
                    One("open", "b", 8, isRunning: true, bytes: 10),
                    One("b2", "b", 1, bytes: 30),
                ],
                tenant => tenant == "a" ? new(MaxBytes: 50) : RetentionLimits.None,
                maxTotalBytes: 90
            )
            .Select(verdict => verdict.Candidate.Id)
            .ShouldBe(["a1", "b1"]);

    [Fact]
    public void Bytes_are_counted_only_where_a_limit_asks_for_them()
    {
        RetentionSettings Read(string settings) =>
            RetentionSettings.From(
                ConfigurationFactory
                    .ParseString($"actorstream.retention {{ {settings} }}")
                    .WithFallback(ActorStream.Hosting.HoconFolder.Load("reference.conf"))
            );

        Read("max-age = 1d").CountsBytes.ShouldBeFalse();
        Read("tenants { a { max-bytes = 20k } }").Of("a").MaxBytes.ShouldBe(20_480);
        Read("tenants { a { max-bytes = 20k } }").CountsBytes.ShouldBeTrue();
        Read("max-total-bytes = 1g").MaxTotalBytes.ShouldBe(1L << 30);
        Read("max-total-bytes = 1g").IsOn.ShouldBeTrue();
        Should.Throw<ArgumentException>(() => Read("max-bytes = -1"));
    }

    [Fact]
    public void The_settings_are_off_by_default_and_a_tenant_can_have_its_own()
    {
        var settings = RetentionSettings.From(
            ConfigurationFactory
                .ParseString(
                    """
                    actorstream.retention {
                      max-age = 90d
                      tenants {
                        acme { max-events = 1000 }
                        "a.b" { max-age = off }
                      }
                    }
                    """
                )
                .WithFallback(ActorStream.Hosting.HoconFolder.Load("reference.conf"))
        );

        settings.IsOn.ShouldBeTrue();
        settings.Of(null).ShouldBe(new(TimeSpan.FromDays(90)));
        settings.Of("other").ShouldBe(new(TimeSpan.FromDays(90)));
        settings.Of("acme").ShouldBe(new(TimeSpan.FromDays(90), 1000));
        settings.Of("a.b").ShouldBe(RetentionLimits.None);
        RetentionSettings
            .From(ActorStream.Hosting.HoconFolder.Load("reference.conf"))
            .IsOn.ShouldBeFalse();
    }

    [Theory]
    [InlineData("max-age = 0s")]
    [InlineData("max-events = -1")]
    [InlineData("interval = 0s")]
    [InlineData("max-erasures-per-interval = 0")]
    public void Settings_that_make_no_sense_are_refused(string setting) =>
        Should.Throw<ArgumentException>(() =>
            RetentionSettings.From(
                ConfigurationFactory
                    .ParseString($"actorstream.retention {{ {setting} }}")
                    .WithFallback(ActorStream.Hosting.HoconFolder.Load("reference.conf"))
            )
        );

    private static RetentionCandidate[] All =>
        [
            One("new", "a", 1),
            One("old", "a", 9),
            One("open", "a", 20, isRunning: true),
            One("middle", "a", 2, events: 5),
            One("b-old", "b", 5),
        ];

    private static List<(string Id, RetentionReason Reason)> Decide(
        RetentionLimits limits,
        RetentionCandidate[] candidates
    ) =>
        [
            .. RetentionPolicy
                .Decide(Now, candidates, _ => limits)
                .Select(verdict => (verdict.Candidate.Id, verdict.Reason)),
        ];

    private static RetentionCandidate One(
        string id,
        string? tenant,
        int days,
        bool isRunning = false,
        long events = 10,
        long bytes = 0
    ) => new(id, tenant, Now.AddDays(-days), isRunning, events, bytes);
}
