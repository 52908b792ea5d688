using System.Diagnostics.CodeAnalysis;
using Collector.Gnmi.Configuration;
using Collector.Grpc;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;

namespace Collector.Gnmi.Sessions;

/// <summary>What the calls of one target carry. Secrets that are kept elsewhere are read for each call; after a refusal, new ones are tried as soon as they are there.</summary>
/// <remarks>Any task of the session.</remarks>
internal sealed class TargetCredentials(SessionPlan plan, SessionContext context)
{
    /// <summary>How often somebody looks for new secrets while the old ones are refused.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(10);

    private readonly Lock _reading = new();
    private (Secret? Username, Secret? Password, Secret? Token) _tried; // under _reading

    /// <summary>For the next call; or why there cannot be one.</summary>
    public bool TryRead([NotNullWhen(true)] out Metadata? headers, [NotNullWhen(false)] out StreamEnd? end)
    {
        (headers, end) = (plan.Headers, null);
        if (!plan.Target.HasSecretsElsewhere) return true;
        try
        {
            var target = plan.Target.WithSecrets();
            headers = CallMetadata.Of(target);
            lock (_reading) _tried = SecretsOf(target);
            return true;
        }
        catch (Exception unfit) when (unfit is SecretUnavailableException or ArgumentException)
        {
            (headers, end) = (null, StreamEnd.NoCredentials(unfit.Message));
            lock (_reading) _tried = default;
            return false;
        }
    }

    /// <summary>The pause after an end. One that our credentials are the reason of is over when there are others.</summary>
    public async Task PauseAsync(StreamEnd end, TimeSpan pause, CancellationToken stop)
    {
        if (!end.IsOfCredentials || !plan.Target.HasSecretsElsewhere)
        {
            await Task.Delay(pause, context.Time, stop);
            return;
        }

        var rest = pause;
        do
        {
            await Task.Delay(rest < BetweenLooks ? rest : BetweenLooks, context.Time, stop);
            rest -= BetweenLooks;
        }
        while (rest > TimeSpan.Zero && !HaveChanged());
    }

    private bool HaveChanged()
    {
        try
        {
            var now = SecretsOf(plan.Target.WithSecrets());
            lock (_reading) return !now.Equals(_tried); // by content
        }
        catch (SecretUnavailableException)
        {
            return false;
        }
    }

    private static (Secret? Username, Secret? Password, Secret? Token) SecretsOf(GnmiTargetOptions target) => (target.Username, target.Password, target.Token);
}
