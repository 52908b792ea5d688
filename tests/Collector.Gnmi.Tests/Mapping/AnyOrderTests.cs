using Collector.Gnmi.Protocol;
using Collector.Testing;
using Collector.Testing.Gnmi;
using FsCheck;
using FsCheck.Fluent;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>Devices that send anything in any order, against a dictionary: what is bound by its place in the stream is what its name says.</summary>
public sealed class AnyOrderTests
{
    private static readonly string[] Leaves = ["/a/b[k=1]/x", "/a/b[k=1]/y", "/a/b[k=2]/x", "/a/b[k=2]/y", "/a/c"];

    [Fact]
    public void The_last_value_of_each_leaf_is_shown() => Prop.ForAll(Arb.From(Gen.ListOf(Steps())), steps =>
    {
        var (stream, expected, second) = (new GnmiStream(), new Dictionary<string, double>(StringComparer.Ordinal), 0);
        foreach (var step in steps)
        {
            var notification = At(second++);
            if (step.Deleted is { } deleted)
            {
                notification.Delete(deleted);
                foreach (var leaf in Leaves.Where(leaf => leaf.StartsWith(deleted, StringComparison.Ordinal))) expected.Remove(leaf);
            }

            foreach (var (leaf, value) in step.Updates)
            {
                notification.Update(leaf, value);
                expected[leaf] = value.ValueCase switch { TypedValue.ValueOneofCase.UintVal => value.UintVal, TypedValue.ValueOneofCase.IntVal => value.IntVal, _ => value.DoubleVal };
            }

            stream.Send(notification);
            Assert.Equal(expected.Values.Order(), stream.Read().Values.Order());
            Assert.Equal(expected.Count, stream.History.Series);
        }
    }).AlwaysHolds();

    private static Gen<Step> Steps() =>
        from deleted in Gen.Frequency((5, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>([.. Leaves, "/a/b[k=1]", "/a"])))
        from inOrder in Gen.Frequency((2, Gen.Constant(true)), (1, Gen.Constant(false)))
        from some in Gen.ListOf(Gen.Elements(Leaves))
        from values in Gen.ListOf(Values(), inOrder ? Leaves.Length : some.Count)
        select new Step(deleted, [.. (inOrder ? Leaves : [.. some]).Zip(values)]);

    private static Gen<TypedValue> Values() =>
        from number in Gen.Choose(0, 1_000_000)
        from type in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        select type switch { 0 => new TypedValue { UintVal = (ulong)number }, 1 => new TypedValue { IntVal = -number }, _ => new TypedValue { DoubleVal = number / 4.0 } };

    private sealed record Step(string? Deleted, IReadOnlyList<(string Leaf, TypedValue Value)> Updates);
}
