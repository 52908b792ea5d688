using System.Text;
using Collector.Pipeline.Samples;
using Collector.Pipeline.Store;

namespace Collector.Snmp.Profiles;

/// <summary>Finds in a poll of the module <see cref="TargetProfiles.IdentityModule"/> what the device said it is.</summary>
/// <remarks>Spans into the snapshot, for as long as nobody recycles it. A user's own module of that name without the two objects says nothing.</remarks>
public readonly ref struct IdentityReading
{
    private readonly ReadOnlySpan<byte> _sysObjectId;
    private readonly ReadOnlySpan<byte> _sysDescr;

    private IdentityReading(ReadOnlySpan<byte> sysObjectId, ReadOnlySpan<byte> sysDescr)
    {
        _sysObjectId = sysObjectId;
        _sysDescr = sysDescr;
    }

    public static IdentityReading Of(ModuleSnapshot snapshot) => new(TextOf(snapshot, "sysObjectID"), TextOf(snapshot, "sysDescr"));

    /// <summary>Whether it says the same as octets that <see cref="ToOctets"/> returned.</summary>
    public bool SaysSameAs(ReadOnlySpan<byte> kept) =>
        kept.Length == _sysObjectId.Length + _sysDescr.Length && kept.StartsWith(_sysObjectId) && kept.EndsWith(_sysDescr);

    /// <summary>The octets, for <see cref="SaysSameAs"/>.</summary>
    public byte[] ToOctets() => [.. _sysObjectId, .. _sysDescr];

    public DeviceIdentity ToIdentity() => new(Encoding.UTF8.GetString(_sysObjectId), Unescape(Encoding.UTF8.GetString(_sysDescr)));

    private static ReadOnlySpan<byte> TextOf(ModuleSnapshot snapshot, string metric)
    {
        foreach (var table in snapshot.Tables)
        {
            for (var column = 0; column < table.Schema.Columns.Count; column++)
            {
                if (table.Schema.Columns[column] is not TextColumn text || text.Family.Name != metric) continue;
                var slice = table.Slice(column);
                foreach (var row in slice) return TextCell.Slice(slice.Cells[row], slice.Text);
            }
        }

        return default;
    }

    /// <summary>Cells hold text as a page has it between quotes (<see cref="LabelEscaping"/>).</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isEscape = text[i] == '\\' && i + 1 < text.Length;
            if (isEscape) i++;
            plain.Append(isEscape && text[i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }
}
