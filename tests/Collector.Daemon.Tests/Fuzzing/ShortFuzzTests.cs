using Collector.Fuzz;

namespace Collector.Daemon.Tests.Fuzzing;

/// <summary>A short run of every target of <c>tests/Collector.Fuzz</c>, with the same inputs each time.</summary>
public sealed class ShortFuzzTests
{
    private const int Inputs = 500;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_that_is_read_throws_or_contradicts_itself(string target)
    {
        var run = new FuzzRun(FuzzTargets.Named(target), firstSeed: 1);

        var finding = run.Run(one => one.Inputs < Inputs);

        Assert.True(finding is null, $"{target}, seed {finding?.Seed}: {finding?.What}");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Good_input_is_no_finding_and_every_sample_is_good(string target)
    {
        var run = new FuzzRun(FuzzTargets.Named(target), firstSeed: 1);

        Assert.All(FuzzTargets.Named(target).Samples, sample => Assert.Null(run.Read(sample)));
    }

    [Fact]
    public void A_finding_says_how_to_make_it_again()
    {
        var target = new Choosy();

        var finding = new FuzzRun(target, firstSeed: 5).Run(run => run.Inputs < 10_000)!;

        Assert.Contains("a byte above 127", finding.What, StringComparison.Ordinal);
        Assert.Equal(finding.Input, new FuzzRun(target, finding.Seed).Run(run => run.Inputs == 0)!.Input);
    }

    private sealed class Choosy : FuzzTarget
    {
        public override string Name => "choosy";

        public override IReadOnlyList<byte[]> Samples { get; } = [[1, 2, 3, 4]];

        public override IReadOnlyList<byte[]> Tokens { get; } = [[5]];

        public override void Read(byte[] input) => Must(input.All(octet => octet < 128), "there is no a byte above 127");
    }
}
