using System.Diagnostics.CodeAnalysis;

namespace Collector.Snmp.Ber;

/// <summary>
/// An object identifier of ours: configured, parsed or learned. It keeps the BER content octets, the form in which agents
/// send names, so that comparing with a reply needs no decoding. Immutable; any thread.
/// </summary>
/// <remarks>
/// At most 128 sub-identifiers of at most 2^32-1 (RFC 2578 section 3.5). The first two arcs share one sub-identifier
/// (X.690 8.19.4), so 2.x ends at x = 2^32-81. The default value is empty and prefix of everything.
/// The static methods take octets as they lie in a datagram, valid or not.
/// </remarks>
public readonly struct Oid : IEquatable<Oid>, IComparable<Oid>
{
    public const int MaxSubIds = 128;

    /// <summary>Octets of the longest object identifier: 128 sub-identifiers of 5 octets.</summary>
    public const int MaxEncodedLength = MaxSubIds * 5;

    private readonly byte[]? _octets;

    private Oid(byte[] octets) => _octets = octets;

    /// <summary>The content octets, without tag and length.</summary>
    public ReadOnlySpan<byte> Encoded => _octets;

    public bool IsEmpty => Encoded.IsEmpty;

    /// <exception cref="FormatException">The text is not an object identifier.</exception>
    public static Oid Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Oid oid) ? oid : throw new FormatException($"'{text}' is not an object identifier.");

    /// <summary>Reads dotted decimal with or without a leading dot, of at least two arcs.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Oid oid)
    {
        Span<byte> octets = stackalloc byte[MaxEncodedLength];
        bool parsed = OidText.TryParse(text, octets, out int length);
        oid = parsed ? new Oid(octets[..length].ToArray()) : default;
        return parsed;
    }

    /// <summary>Copies content octets, if they are valid.</summary>
    public static bool TryFromEncoded(ReadOnlySpan<byte> encoded, out Oid oid)
    {
        bool valid = IsValid(encoded);
        oid = valid ? new Oid(encoded.ToArray()) : default;
        return valid;
    }

    /// <summary>This object identifier with more sub-identifiers behind it.</summary>
    /// <exception cref="ArgumentException">The result would have more than 128 sub-identifiers, or this one is empty.</exception>
    public Oid Append(params ReadOnlySpan<uint> subIds)
    {
        if (IsEmpty || OidOctets.CountSubIds(Encoded) + 1 + subIds.Length > MaxSubIds)
        {
            throw new ArgumentException($"'{this}' cannot be lengthened by {subIds.Length}.", nameof(subIds));
        }
        Span<byte> octets = stackalloc byte[MaxEncodedLength];
        Encoded.CopyTo(octets);
        int length = Encoded.Length;
        foreach (uint subId in subIds)
        {
            length += WriteSubId(octets[length..], subId);
        }
        return new Oid(octets[..length].ToArray());
    }

    /// <summary>Whether <paramref name="name"/> is this object identifier or lies below it.</summary>
    public bool IsPrefixOf(ReadOnlySpan<byte> name) => name.StartsWith(Encoded);

    public bool IsPrefixOf(Oid other) => IsPrefixOf(other.Encoded);

    public int CompareTo(Oid other) => Compare(Encoded, other.Encoded);

    public bool Equals(Oid other) => Encoded.SequenceEqual(other.Encoded);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Oid other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Encoded);
        return hash.ToHashCode();
    }

    /// <summary>Dotted decimal without a leading dot.</summary>
    public override string ToString() => Format(Encoded);

    /// <summary>Orders names as a walk meets them: by sub-identifier and numerically, not by octet.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => OidOctets.Compare(left, right);

    /// <summary>
    /// Whether the octets are 2 to 128 arcs, each in the shortest form and at most 2^32-1. Reading varbinds does not ask;
    /// who keeps, prints or takes apart a name from the network does.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> encoded) => OidOctets.IsValid(encoded);

    /// <summary>
    /// Takes one sub-identifier off the front: what indexes are read with. False, with <paramref name="rest"/> unchanged,
    /// at the end and on bad octets. The very first one of a name holds two arcs.
    /// </summary>
    public static bool TryReadSubId(ref ReadOnlySpan<byte> rest, out uint id) => OidOctets.TryReadSubId(ref rest, out id);

    /// <summary>Writes one sub-identifier and returns its 1 to 5 octets; <paramref name="destination"/> must have room for them.</summary>
    public static int WriteSubId(Span<byte> destination, uint id) => OidOctets.WriteSubId(destination, id);

    /// <summary>Dotted decimal; hexadecimal octets in brackets when they are no valid object identifier.</summary>
    public static string Format(ReadOnlySpan<byte> encoded) => OidText.Format(encoded);

    /// <summary>Writes dotted decimal in ASCII. False when it does not fit or the octets are not valid.</summary>
    public static bool TryFormat(ReadOnlySpan<byte> encoded, Span<byte> utf8, out int written) =>
        OidText.TryFormat(encoded, utf8, out written);

    public static bool operator ==(Oid left, Oid right) => left.Equals(right);

    public static bool operator !=(Oid left, Oid right) => !left.Equals(right);

    public static bool operator <(Oid left, Oid right) => left.CompareTo(right) < 0;

    public static bool operator >(Oid left, Oid right) => left.CompareTo(right) > 0;

    public static bool operator <=(Oid left, Oid right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Oid left, Oid right) => left.CompareTo(right) >= 0;
}
