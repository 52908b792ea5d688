using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Http;

/// <summary>URLs of servers, as configurations write them and as messages may show them.</summary>
public static class HttpUrl
{
    /// <summary>Stands for one that could not be read.</summary>
    internal static Uri None { get; } = new("http://invalid./");

    /// <summary>A required key with an http or https URL; null, and a problem, when it is not one.</summary>
    public static Uri? Read(MappingReader reader, string key, ConfigurationProblems problems)
    {
        if (reader.Scalar(key) is not { Text: not "" } scalar) problems.Error(reader.PositionOf(key), $"{key} is required");
        else if (TryParse(scalar.Text, out var url)) return url;
        else problems.Error(scalar.Position, $"{key}: not a URL such as https://host/path");
        return null;
    }

    internal static bool TryParse(string text, out Uri url)
    {
        url = None;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Host.Length == 0) return false;
        url = parsed;
        return true;
    }

    /// <summary>Without the password that some write into URLs, and without the fragment.</summary>
    public static string Shown(Uri url)
    {
        if (url.UserInfo.Length == 0) return url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? url.UserInfo : $"{url.UserInfo[..colon]}:xxxxx";
        return $"{url.Scheme}://{user}@{url.GetComponents(UriComponents.HostAndPort | UriComponents.PathAndQuery, UriFormat.UriEscaped)}";
    }
}
