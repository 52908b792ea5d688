using Collector.Simulator.Mib;

namespace Collector.Simulator.Agent;

/// <summary>The next instance as this device sees it: a device that steps back does not see the right one.</summary>
internal static class Successor
{
    public static bool TryFindAfter(ObjectTable objects, ReadOnlySpan<byte> name, in View view, out Instance next) =>
        objects.TryFindAfter(name, view.Layout, view.HidesCounter64, out next) && Mislead(objects, view, ref next);

    public static bool TryStep(ObjectTable objects, ref Instance instance, in View view) =>
        objects.TryStep(ref instance, view.Layout, view.HidesCounter64) && Mislead(objects, view, ref instance);

    // The row after the middle of an interface column is never returned, so whoever believes us walks the first half for ever.
    private static bool Mislead(ObjectTable objects, in View view, ref Instance next)
    {
        if (view.StepsBack && objects[next].Rows == RowSetKind.Interfaces)
        {
            var rows = objects.RowsOf(next, view.Layout);
            if (next.Position != Math.Max(1, (rows.Count + 1) / 2) || next.Position >= rows.Count) return true;
            next.Position = 0;
            next.Row = rows.Rows[0];
        }
        return true;
    }
}
