using System.Buffers;

namespace Collector.Daemon.Web.Limits;

/// <summary>Counts the frames of an HTTP/2 client that the server has to answer whether a request is under way or not: pings and settings (RFC 9113 sections 6.5 and 6.7). Looks at frame headers only.</summary>
/// <remarks>One connection, in the order of its octets.</remarks>
internal struct AskingFrames
{
    private const int Preface = 24; // RFC 9113 section 3.4
    private const int HeaderOctets = 9;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte Acknowledgement = 1;

    private int _toSkip = Preface;
    private int _headerOctets;
    private int _length;
    private byte _type;
    private byte _flags;

    public AskingFrames()
    {
    }

    /// <summary>Goes on with the next octets; returns how many such frames began in them.</summary>
    public int Count(in ReadOnlySequence<byte> octets)
    {
        var asking = 0;
        foreach (var segment in octets)
        {
            for (var rest = segment.Span; !rest.IsEmpty;)
            {
                var skipped = Math.Min(_toSkip, rest.Length);
                _toSkip -= skipped;
                rest = rest[skipped..];
                if (rest.IsEmpty) break;
                if (EndsHeader(rest[0])) asking += TakeFrame();
                rest = rest[1..];
            }
        }

        return asking;
    }

    private bool EndsHeader(byte octet)
    {
        if (_headerOctets < 3) _length = (_length << 8) | octet;
        else if (_headerOctets == 3) _type = octet;
        else if (_headerOctets == 4) _flags = octet;
        return ++_headerOctets == HeaderOctets;
    }

    private int TakeFrame()
    {
        (_toSkip, _headerOctets, _length) = (_length, 0, 0);
        return _type is Ping or Settings && (_flags & Acknowledgement) == 0 ? 1 : 0;
    }
}
