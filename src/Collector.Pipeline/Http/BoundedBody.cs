namespace Collector.Pipeline.Http;

/// <summary>Reads the body of a response that may be as long as its server likes.</summary>
internal static class BoundedBody
{
    /// <summary>The whole body.</summary>
    /// <exception cref="HttpRequestException">It is longer than <paramref name="most"/> octets.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > most) throw new HttpRequestException($"the answer is longer than {most} bytes");
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[64 * 1024];
        while (await stream.ReadAsync(piece, cancellationToken) is > 0 and var length)
        {
            if (body.Length + length > most) throw new HttpRequestException($"the answer is longer than {most} bytes");
            body.Write(piece, 0, length);
        }

        return body.ToArray();
    }
}
