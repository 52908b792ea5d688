using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Collector.Pipeline.Configuration;

/// <summary>A password, community or token. It never prints: whoever needs the text says so with <see cref="Reveal"/>.</summary>
/// <remarks>Has no property with the text, so that no serialiser, logger or record prints it by accident. Immutable.</remarks>
[DebuggerDisplay("<secret>")]
public sealed class Secret : IEquatable<Secret>
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] _utf8;

    private Secret(byte[] utf8) => _utf8 = utf8;

    public bool IsEmpty => _utf8.Length == 0;

    public static Secret From(string text) => new(Encoding.UTF8.GetBytes(text));

    public static Secret From(ReadOnlySpan<byte> utf8) => new(utf8.ToArray());

    public string Reveal() => Encoding.UTF8.GetString(_utf8);

    /// <summary>The octets as they go on the wire.</summary>
    public ReadOnlySpan<byte> RevealUtf8() => _utf8;

    /// <summary>Takes the same time wherever the two differ.</summary>
    public bool Equals(Secret? other) => other is not null && CryptographicOperations.FixedTimeEquals(_utf8, other._utf8);

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_utf8);
        return hash.ToHashCode();
    }

    public override string ToString() => "<secret>";
}
