using System.IO.Pipelines;
using Collector.Daemon.Endpoints;
using Collector.Export.Exposition;
using Collector.Export.Exposition.Requests;
using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping;
using Collector.Gnmi.Protocol;
using Collector.Gnmi.Sessions;
using Collector.Gnmi.Subscriptions;
using Collector.Pipeline.Store;
using Collector.Pipeline.Store.Streams;
using Collector.Pipeline.Targets;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Collector.Daemon.Commands.Gnmi.Output;

/// <summary>Prints nothing until the end, and then the page that the collector would show of what has come: with gnmic's names, as by default.</summary>
internal sealed class ExpositionWriter : ResponseWriter
{
    private const string SubscriptionName = "default";

    private static readonly SubscribeResponse Sync = new() { SyncResponse = true };

    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly SeriesStore _store = new();
    private readonly ISubscriptionSink _sink;
    private readonly SubscriptionHistory _history;

    public ExpositionWriter(GnmiTargetOptions target, SubscriptionOptions subscription, TextWriter output, TextWriter error)
    {
        (_output, _error) = (output, error);
        var plan = new SessionPlan { Target = target, Subscriptions = [subscription with { Name = SubscriptionName }], Mapping = new MappingOptions() };
        var (series, sinks) = new StreamedTargets(_store).Map(TargetOf(target.Name), plan);
        _store.Change(new HashSet<TargetSeries>(), [series]);
        (_sink, _history) = (sinks[0], series.Stream!.Subscriptions[0]);
        _sink.BeginCall();
    }

    /// <inheritdoc/>
    public override bool IsEnoughAtSync => true;

    /// <inheritdoc/>
    public override Task WriteAsync(Notification notification)
    {
        Apply(new SubscribeResponse { Update = notification });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task WriteSyncAsync()
    {
        Apply(Sync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task EndAsync()
    {
        await using var services = new ServiceCollection().AddSingleton(_store).AddExposition().BuildServiceProvider();
        using var page = new MemoryStream();
        var body = PipeWriter.Create(page, new StreamPipeWriterOptions(leaveOpen: true));
        await services.GetRequiredService<MetricsPage>().WriteAsync(new PageRequest { Sections = PageSections.Modules }, body, CancellationToken.None);
        await body.CompleteAsync();
        await _output.WriteAsync(System.Text.Encoding.UTF8.GetString(page.GetBuffer().AsSpan(0, (int)page.Length)));
        await _error.WriteLineAsync($"{_history.Updates} updates, {_history.Series} series{NotShown()}");
    }

    private static Target TargetOf(string name) => new()
    {
        Instance = name,
        Protocol = "gnmi",
        Address = name,
        Labels = LabelSet.From([new Label("instance", name)]),
        Modules = [SubscriptionName],
        Auth = "",
        Interval = TimeSpan.FromMinutes(1),
        Deadline = TimeSpan.FromMinutes(1),
    };

    private void Apply(SubscribeResponse response) => _sink.Apply(response.ToByteArray(), (DateTimeOffset.UnixEpoch - TimeProvider.System.GetUtcNow()).Ticks * -TimeSpan.NanosecondsPerTick);

    private string NotShown()
    {
        var kinds = Enum.GetValues<UnsupportedValueKind>().Select(kind => (Kind: kind, Values: _history.UnsupportedValues(kind))).Where(one => one.Values > 0).ToArray();
        return kinds.Length == 0 ? "" : $"; values that are not shown: {string.Join(", ", kinds.Select(one => $"{one.Values} {one.Kind.ToString().ToLowerInvariant()}"))}";
    }
}
