namespace Collector.Simulator.Gnmi.Model;

/// <summary>A container of one row: <c>/interfaces/interface[name=Ethernet1/3]/state</c>. Devices with equal rows may share it.</summary>
internal sealed record ModelContainer(ContainerSchema Schema, ModelRow Row)
{
    /// <summary>Steps and keys of the innermost list entry that holds it, or of itself when there is no list.</summary>
    public int EntryLength
    {
        get
        {
            var length = Array.FindLastIndex(Schema.Steps, static step => step.Keys.Length > 0) + 1;
            return length == 0 ? Schema.Steps.Length : length;
        }
    }

    /// <summary>Whether it is at or below the first steps of another one, keys and all.</summary>
    public bool IsBelow(ModelContainer other, int length)
    {
        if (Schema.Steps.Length < length) return false;
        for (var at = 0; at < length; at++)
        {
            if (Schema.Steps[at].Name != other.Schema.Steps[at].Name) return false;
        }

        var keys = other.FirstKey(length);
        return Row.Keys.AsSpan(0, keys).SequenceEqual(other.Row.Keys.AsSpan(0, keys));
    }

    /// <summary>Where the keys of a step begin in <see cref="ModelRow.Keys"/>.</summary>
    public int FirstKey(int step)
    {
        var first = 0;
        for (var before = 0; before < step; before++) first += Schema.Steps[before].Keys.Length;
        return first;
    }
}
