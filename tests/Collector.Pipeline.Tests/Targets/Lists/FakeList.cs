using System.Threading.Channels;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Targets;
using Collector.Pipeline.Targets.Lists;
using Collector.Testing;

namespace Collector.Pipeline.Tests.Targets.Lists;

/// <summary>A list whose answers a test gives, one for each time that it is asked.</summary>
internal sealed record FakeList : TargetListOptions
{
    private readonly Source _source = new();

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public FakeList(string name) => (Name, RefreshInterval) = (name, TimeSpan.FromMinutes(1));

    public override string Kind => "fake";

    public override string Name { get; }

    public bool Equals(FakeList? other) => base.Equals(other) && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Waits until the list is asked, and answers.</summary>
    public ValueTask AnswerAsync(params string[] targets)
    {
        var at = SourcePosition.Whole(Name);
        return _source.Answers.Writer.WriteAsync(new TargetGroup[] { new([.. targets.Select(target => new WrittenText(target, at))], []) });
    }

    public ValueTask FailAsync(string reason) => _source.Answers.Writer.WriteAsync(new TargetListException(reason));

    /// <summary>Waits until the answer before has been dealt with, and lets the time pass until the list is asked once more.</summary>
    public async Task AskedAgainAsync(ManualTime time)
    {
        await Patience.UntilAsync(() => time.ArmedTimers > 0);
        time.Advance(RefreshInterval);
        await _source.Asked.Reader.ReadAsync();
    }

    internal override ITargetList Open(TimeProvider time) => _source;

    private sealed class Source : ITargetList
    {
        public Channel<object> Answers { get; } = Channel.CreateUnbounded<object>();

        public Channel<bool> Asked { get; } = Channel.CreateUnbounded<bool>();

        private bool _isFirst = true;

        public async Task<IReadOnlyList<TargetGroup>> FetchAsync(CancellationToken cancellationToken)
        {
            if (!_isFirst) await Asked.Writer.WriteAsync(true, cancellationToken);
            _isFirst = false;
            return await Answers.Reader.ReadAsync(cancellationToken) switch
            {
                Exception failure => throw failure,
                var groups => (IReadOnlyList<TargetGroup>)groups,
            };
        }

        public void Dispose() { }
    }
}
