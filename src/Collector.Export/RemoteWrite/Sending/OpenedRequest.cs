using Collector.Export.RemoteWrite.Requests;
using Collector.Export.RemoteWrite.Snappy;

namespace Collector.Export.RemoteWrite.Sending;

/// <summary>A buffered request, decompressed and taken apart into its series: to send a part of it, or to say the same in another version. The rare path; it allocates.</summary>
internal sealed class OpenedRequest
{
    private const int MaxLength = 64 << 20;
    private const byte SeriesTag = 1 << 3 | 2;

    private readonly byte[] _request;
    private readonly List<(int Start, int Message, int End)> _series = [];

    private OpenedRequest(byte[] request) => _request = request;

    /// <summary>Series, a sample each.</summary>
    public int Count => _series.Count;

    /// <summary>Null when the bytes are no request of ours.</summary>
    public static OpenedRequest? Open(ReadOnlySpan<byte> compressed)
    {
        if (!SnappyDecoder.TryReadLength(compressed, out var length, out _) || length > MaxLength) return null;
        var opened = new OpenedRequest(new byte[length]);
        return SnappyDecoder.TryDecode(compressed, opened._request) && opened.FindSeries() ? opened : null;
    }

    /// <summary>One series: labels, then its sample.</summary>
    public ReadOnlySpan<byte> Series(int place) => _request.AsSpan(_series[place].Message, _series[place].End - _series[place].Message);

    /// <summary>The labels of one series, encoded.</summary>
    public ReadOnlySpan<byte> LabelsOf(int place)
    {
        var labels = new LabelMessages(Series(place));
        while (labels.Read())
        {
            // to the last one
        }

        return Series(place)[..labels.End];
    }

    /// <summary>A request of some of the series, compressed.</summary>
    public byte[] Compress(IEnumerable<int> places)
    {
        var chosen = places.ToArray();
        var request = new byte[chosen.Sum(place => _series[place].End - _series[place].Start)];
        var at = 0;
        foreach (var place in chosen)
        {
            var bytes = _request.AsSpan(_series[place].Start.._series[place].End);
            bytes.CopyTo(request.AsSpan(at));
            at += bytes.Length;
        }

        return Compress(request);
    }

    /// <summary>Bytes, compressed.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> request)
    {
        var compressed = new byte[SnappyEncoder.MaxLength(request.Length)];
        return compressed[..new SnappyEncoder().Encode(request, compressed)];
    }

    private bool FindSeries()
    {
        for (var at = 0; at < _request.Length;)
        {
            var start = at;
            if (_request[at++] != SeriesTag || !Varint.TryRead(_request, ref at, out var length) || length > (ulong)(_request.Length - at)) return false;
            _series.Add((start, at, at + (int)length));
            at += (int)length;
        }

        return true;
    }
}
