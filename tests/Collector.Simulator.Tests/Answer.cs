using System.Text;
using Collector.Snmp.Ber;
using Collector.Snmp.Messages;

namespace Collector.Simulator.Tests;

/// <summary>A response, taken apart for assertions.</summary>
internal sealed record Answer(int RequestId, ErrorStatus Error, int ErrorIndex, IReadOnlyList<AnsweredVarbind> Varbinds)
{
    public string[] Names => [.. Varbinds.Select(static varbind => varbind.Name)];

    public AnsweredVarbind Single => Assert.Single(Varbinds);
}

internal sealed record AnsweredVarbind(string Name, SmiType Type, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public string ObjectId => Oid.Format(Content);

    public ulong Number => new SnmpValue(Type, Content).TryGetUInt64(out var value) ? value : throw new InvalidDataException($"{Name} is no number.");

    public long Signed => new SnmpValue(Type, Content).TryGetInt64(out var value) ? value : throw new InvalidDataException($"{Name} is no number.");
}
