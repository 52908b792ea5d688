using System.Security.Cryptography;

namespace Collector.Snmp.Security.Usm;

/// <summary>A hash of the base class library, which leaves the work to the system's cryptography.</summary>
internal sealed class SystemHash(IncrementalHash hash) : HashFunction
{
    public override int Size => hash.HashLengthInBytes;

    public override void Append(ReadOnlySpan<byte> octets) => hash.AppendData(octets);

    public override void Finish(Span<byte> destination) => hash.GetHashAndReset(destination);

    public override void Dispose() => hash.Dispose();
}
