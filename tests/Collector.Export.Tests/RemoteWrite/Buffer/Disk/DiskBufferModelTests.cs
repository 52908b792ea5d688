using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Export.Tests.RemoteWrite.Buffer.Disk;

/// <summary>Any sequence of what can happen to a buffer, against a list: nothing is lost without being counted, nothing is counted that is not lost.</summary>
public sealed class DiskBufferModelTests
{
    private const int Appends = 8;

    [Fact]
    public void Whatever_happens_to_the_process_each_request_is_delivered_or_counted() => Check(withCorruption: false, withPowerCuts: false);

    [Fact]
    public void A_changed_byte_costs_one_request_and_it_is_counted() => Check(withCorruption: true, withPowerCuts: false);

    [Fact]
    public void A_power_cut_costs_no_more_than_what_was_not_flushed() => Check(withCorruption: false, withPowerCuts: true);

    [Fact]
    public void All_of_it_together_throws_nothing_and_loses_nothing_in_silence() => Check(withCorruption: true, withPowerCuts: true);

    [Fact]
    public void Where_the_position_is_damaged_nobody_knows_of_a_request_whose_segment_is_gone() => Run(
        [new(4, 17), new(14, 39), new(15, 11), new(10, 51), new(19, 135), new(6, 253), new(1, 149), new(18, 225), new(13, 103)], withCorruption: true, withPowerCuts: false);

    [Fact]
    public void Nobody_knows_of_a_newest_record_whose_head_is_damaged_before_it_was_flushed() => Run(
        [
            new(2, 155), new(19, 240), new(5, 150), new(3, 123), new(4, 154), new(3, 137), new(5, 182), new(19, 44), new(8, 7), new(5, 85), new(7, 196), new(18, 67), new(3, 80), new(5, 190),
            new(14, 216), new(0, 233), new(6, 39), new(8, 21), new(15, 71), new(3, 217), new(14, 106), new(6, 0), new(18, 238), new(13, 89),
        ], withCorruption: true, withPowerCuts: true);

    private static void Check(bool withCorruption, bool withPowerCuts)
    {
        var step = Gen.Choose(0, 19).Zip(Gen.Choose(0, 255)).Select(pair => new Step(pair.Item1, pair.Item2));
        var arbitrary = Arb.From(Gen.Sized(size => Gen.ArrayOf(step, size * 2)), Shrink);
        Prop.ForAll(arbitrary, steps => Run(steps, withCorruption, withPowerCuts)).AlwaysHolds();
    }

    private static void Run(Step[] steps, bool withCorruption, bool withPowerCuts)
    {
        var trial = new BufferTrial(seed: 1);
        foreach (var step in steps) Do(trial, step, withCorruption, withPowerCuts);
        trial.Finish();
    }

    private static void Do(BufferTrial trial, Step step, bool withCorruption, bool withPowerCuts)
    {
        switch (step.Kind)
        {
            case < Appends: trial.Append(step.Amount * 40); break;
            case 8: trial.Deliver(step.Amount % 8); break;
            case 9: trial.Deliver(step.Amount); break;
            case 10: trial.Peek(); break;
            case 11: trial.Wait(TimeSpan.FromSeconds(1)); break;
            case 12: trial.Wait(TimeSpan.FromMinutes(1 + (step.Amount / 8))); break;
            case 13: trial.Kill(); break;
            case 14: trial.Close(); break;
            case 15: trial.Folder.Capacity = trial.Folder.Bytes + (step.Amount * 40); break;
            case 16: trial.Folder.Capacity = long.MaxValue; break;
            case 17: trial.Folder.FailingReads = step.Amount % 3; break;
            case 18 when withCorruption: trial.Corrupt(); break;
            case 19 when withPowerCuts: trial.CutPower(); break;
            default: for (var i = 0; i < 20; i++) trial.Append(10_000); break; // until the log is full
        }
    }

    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        for (var part = steps.Length / 2; part > 0; part /= 2)
        {
            for (var at = 0; at + part <= steps.Length; at += part) yield return [.. steps[..at], .. steps[(at + part)..]];
        }
    }

    private readonly record struct Step(int Kind, int Amount);
}
