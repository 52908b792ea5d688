namespace Collector.Export.RemoteWrite.Requests;

/// <summary>Label values as the store has them, back to what they are: remote write escapes nothing.</summary>
internal static class EscapedText
{
    /// <returns>Bytes written; never more than there were.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0 || plain == escaped.Length - 1)
            {
                escaped.CopyTo(destination[written..]);
                return written + escaped.Length;
            }

            escaped[..plain].CopyTo(destination[written..]);
            written += plain;
            destination[written++] = escaped[plain + 1] == (byte)'n' ? (byte)'\n' : escaped[plain + 1];
            escaped = escaped[(plain + 2)..];
        }
    }
}
