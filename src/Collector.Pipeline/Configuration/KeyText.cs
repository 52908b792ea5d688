using System.Buffers;

namespace Collector.Pipeline.Configuration;

/// <summary>Keys in messages. <c>{password:hunter2}</c> and <c>{password=hunter2}</c> are one long key; what stands behind the sign is not for the log.</summary>
internal static class KeyText
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(":= \t\r\n");

    /// <summary>The key, or its beginning up to a sign after which a value may stand.</summary>
    public static string Shown(string key)
    {
        var sign = key.AsSpan().IndexOfAny(Signs);
        return sign < 0 ? key : $"{key[..sign]}…";
    }
}
