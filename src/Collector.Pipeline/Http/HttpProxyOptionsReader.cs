using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Http;

/// <summary>Reads <c>proxy_url</c> and its relatives, which stand among the keys of their owner.</summary>
internal sealed class HttpProxyOptionsReader(ConfigurationProblems problems)
{
    public HttpProxyOptions Read(MappingReader owner)
    {
        var read = new HttpProxyOptions
        {
            Url = owner.IsNull("proxy_url") ? null : ReadUrl(owner),
            NoProxy = owner.String("no_proxy") ?? "",
            FromEnvironment = owner.Bool("proxy_from_environment") ?? false,
        };
        var hasUrl = !owner.IsNull("proxy_url");
        if (read.FromEnvironment && hasUrl) problems.Error(owner.PositionOf("proxy_url"), "proxy_url and proxy_from_environment exclude each other");
        if (read.FromEnvironment && read.NoProxy.Length > 0) problems.Error(owner.PositionOf("no_proxy"), "with proxy_from_environment, NO_PROXY takes the place of no_proxy");
        else if (!hasUrl && read.NoProxy.Length > 0) problems.Error(owner.PositionOf("no_proxy"), "no_proxy needs a proxy_url");
        if (owner.Take("proxy_connect_header") is { IsNull: false } header) problems.Error(header.Position, "proxy_connect_header cannot be sent by this collector");
        return read;
    }

    private Uri? ReadUrl(MappingReader owner)
    {
        if (owner.Scalar("proxy_url") is not { } scalar) return null;
        if (HttpUrl.TryParse(scalar.Text, out var url)) return url;
        problems.Error(scalar.Position, "proxy_url: not a URL such as http://proxy:3128");
        return null;
    }
}
