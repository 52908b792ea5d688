using System.Text.Json.Serialization;

namespace Collector.Interop.Tests.Http2;

/// <summary>What a flooding client says of its connection when it has ended.</summary>
internal sealed record FloodOutcome
{
    /// <summary>What TLS agreed on (ALPN).</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; init; }

    /// <summary>Pieces of the flood that were handed to the socket.</summary>
    [JsonPropertyName("sent")]
    public int Sent { get; init; }

    /// <summary>Of the flood; of an answer when one was asked for.</summary>
    [JsonPropertyName("octets")]
    public long Octets { get; init; }

    /// <summary>Whether the server closed the connection.</summary>
    [JsonPropertyName("closed")]
    public bool IsClosed { get; init; }

    /// <summary>Whether the server took no more.</summary>
    [JsonPropertyName("blocked")]
    public bool IsBlocked { get; init; }

    /// <summary>The error code of GOAWAY (RFC 9113 section 7).</summary>
    [JsonPropertyName("goaway")]
    public int? GoAway { get; init; }

    /// <summary>What came, by the name of the frame.</summary>
    [JsonPropertyName("frames")]
    public IReadOnlyDictionary<string, int> Frames { get; init; } = new Dictionary<string, int>();

    [JsonPropertyName("statuses")]
    public IReadOnlyDictionary<string, int> Statuses { get; init; } = new Dictionary<string, int>();

    /// <summary>Streams that the server reset, by error code.</summary>
    [JsonPropertyName("resets")]
    public IReadOnlyDictionary<string, int> Resets { get; init; } = new Dictionary<string, int>();

    /// <summary>The server's, by number (RFC 9113 section 6.5.2).</summary>
    [JsonPropertyName("settings")]
    public IReadOnlyDictionary<string, long> Settings { get; init; } = new Dictionary<string, long>();

    /// <summary>Octets of bodies that the server was ready to take beyond the first 65,535.</summary>
    [JsonPropertyName("granted")]
    public long Granted { get; init; }
}
