namespace Akka.Api.Tests;

/// <summary>The comparison itself, held to a listing that differs from an assembly in known ways.</summary>
public sealed class Comparing_with_a_listing : IDisposable
{
    private const string Space = "Akka.Api.Tests";
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public void What_is_the_same_is_no_stranger() => Strangers(Exact).ShouldBeEmpty();

    [Theory]
    [InlineData("(System.Int32 = count)", "(System.Int32)")]
    [InlineData("(System.Int32 = count)", "(System.Int32 = amount)")]
    [InlineData("(System.Int32 = count)", "(System.Int64 = count)")]
    [InlineData("(System.Int32 = count)", "(System.String, System.Int32 = count)")]
    [InlineData("  Akka.Api.Tests.Sample.Count", "  static Akka.Api.Tests.Sample.Count")]
    [InlineData("out System.Int32", "ref System.Int32")]
    [InlineData("Map<T>(T)", "Map<TFrom>(TFrom)")]
    [InlineData("-> System.Boolean", "-> System.Void")]
    [InlineData("Sample.Limit : System.Int32", "Sample.Limit : System.Int64")]
    [InlineData("event System.EventHandler", "event System.Action")]
    public void A_member_of_another_form_is_named_with_both_forms(string engine, string listed)
    {
        var stranger = Strangers([
                .. Exact.Select(line => line.Replace(engine, listed, StringComparison.Ordinal)),
            ])
            .ShouldHaveSingleItem();
        stranger.ShouldContain("engine: ");
        stranger.ShouldContain("listed: ");
        stranger.ShouldContain(engine.Trim());
        stranger.ShouldContain(listed.Trim());
    }

    [Theory]
    [InlineData("class Akka.Api.Tests.Sample", "abstract class Akka.Api.Tests.Sample")]
    [InlineData("class Akka.Api.Tests.Sample", "struct Akka.Api.Tests.Sample")]
    public void A_type_of_another_kind_is_named_with_both_forms(string engine, string listed)
    {
        var stranger = Strangers([
                .. Exact.Select(line =>
                    line.StartsWith("class", StringComparison.Ordinal)
                        ? line.Replace(engine, listed, StringComparison.Ordinal)
                        : line
                ),
            ])
            .ShouldHaveSingleItem();
        stranger.ShouldContain($"engine: {engine}");
        stranger.ShouldContain($"listed: {listed}");
    }

    [Fact]
    public void Another_base_and_an_interface_too_many_are_named()
    {
        Strangers([$"class {Space}.Sample : System.Exception, System.IDisposable", .. Exact[1..]])
            .ShouldHaveSingleItem()
            .ShouldContain("its base is object, listed is System.Exception");
        Strangers([$"class {Space}.Sample", .. Exact[1..]])
            .ShouldHaveSingleItem()
            .ShouldContain("it also implements System.IDisposable");
    }

    [Fact]
    public void What_is_not_listed_at_all_is_named() =>
        Strangers(Exact[..^1])
            .ShouldHaveSingleItem()
            .ShouldContain("listed: no member of that name");

    [Fact]
    public void An_interface_that_asks_for_less_than_the_listed_one_is_named()
    {
        File.WriteAllLines(
            file,
            [
                $"interface {Space}.ISample : System.IDisposable",
                $"  {Space}.ISample.First() -> System.Void",
                $"  {Space}.ISample.Second() -> System.Void",
            ]
        );
        new Listing(file)
            .LackingIn(typeof(ISample).Assembly)
            .ShouldBe([
                $"interface {Space}.ISample : System.IDisposable",
                $"{Space}.ISample.Second() -> System.Void",
            ]);
    }

    private static string[] Exact =>
        [
            $"class {Space}.Sample : System.IDisposable",
            $"  {Space}.Sample..ctor()",
            $"  {Space}.Sample.Changed : event System.EventHandler",
            $"  {Space}.Sample.Count(System.Int32 = count) -> System.Int32",
            $"  {Space}.Sample.Dispose() -> System.Void",
            $"  {Space}.Sample.Map<T>(T) -> T",
            $"  {Space}.Sample.TryTake(out System.Int32) -> System.Boolean",
            $"  static {Space}.Sample.Limit : System.Int32",
        ];

    private string[] Strangers(string[] lines)
    {
        File.WriteAllLines(file, lines);
        return
        [
            .. new Listing(file)
                .StrangersIn(typeof(Sample).Assembly)
                .Where(line => line.Contains($"{Space}.Sample", StringComparison.Ordinal)),
        ];
    }
}

/// <summary>What the comparison is tried on.</summary>
public interface ISample
{
    void First();
}

/// <summary>What the comparison is tried on.</summary>
public class Sample : IDisposable
{
    public static readonly int Limit = 3;

    public event EventHandler? Changed;

    public int Count(int count = 1) => count;

    public bool TryTake(out int value)
    {
        value = 0;
        Changed?.Invoke(this, EventArgs.Empty);
        return false;
    }

    public T Map<T>(T value) => value;

    public void Dispose() => GC.SuppressFinalize(this);
}
