using Collector.Simulator.Gnmi.Model;

namespace Collector.Simulator.Gnmi.Messages;

/// <summary>Encodes paths of the model as the fields of a Path message.</summary>
internal static class PathWriter
{
    // Path: element = 1 (deprecated), origin = 2, elem = 3, target = 4. PathElem: name = 1, key = 2, a map: key = 1, value = 2.
    private const int Element = 1;
    private const int Origin = 2;
    private const int Elem = 3;
    private const int Target = 4;

    public static void WriteOrigin(ProtoBuffer into, string origin)
    {
        if (origin.Length > 0) into.Text(Origin, origin);
    }

    public static void WriteTarget(ProtoBuffer into, string target)
    {
        if (target.Length > 0) into.Text(Target, target);
    }

    /// <summary>The first steps to a container.</summary>
    /// <param name="into">Where to.</param>
    /// <param name="container">Whose.</param>
    /// <param name="length">How many steps.</param>
    /// <param name="form">How.</param>
    public static void WriteSteps(ProtoBuffer into, ModelContainer container, int length, PathForm form)
    {
        for (var at = 0; at < length; at++)
        {
            var step = container.Schema.Steps[at];
            var keys = container.Row.Keys.AsSpan(container.FirstKey(at), step.Keys.Length);
            if (form == PathForm.Old) WriteOldStep(into, step, keys);
            else WriteStep(into, step, keys, form);
        }
    }

    public static void WriteLeaf(ProtoBuffer into, ModelLeaf leaf, PathForm form)
    {
        if (form == PathForm.Old)
        {
            into.Octets(Element, leaf.Utf8Name);
            return;
        }

        var elem = into.Begin(Elem);
        into.Octets(1, leaf.Utf8Name);
        into.End(elem);
    }

    private static void WriteStep(ProtoBuffer into, PathStep step, ReadOnlySpan<string> keys, PathForm form)
    {
        var elem = into.Begin(Elem);
        into.Text(1, step.Name);
        for (var key = 0; key < keys.Length; key++)
        {
            var entry = into.Begin(2);
            into.Text(1, step.Keys[key]);
            into.Text(2, form == PathForm.AnyKeys ? "*" : keys[key]);
            into.End(entry);
        }

        into.End(elem);
    }

    private static void WriteOldStep(ProtoBuffer into, PathStep step, ReadOnlySpan<string> keys)
    {
        into.Text(Element, step.Name);
        foreach (var key in keys) into.Text(Element, key);
    }
}
