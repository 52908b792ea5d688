using System.Collections;
using System.Reflection;
using Collector.Daemon.Configuration;
using Collector.Daemon.Web;
using Collector.Daemon.Web.Passwords;
using Collector.Export.RemoteWrite;
using Collector.Gnmi.Configuration;
using Collector.Pipeline.Configuration;
using Collector.Pipeline.Secrets;
using Collector.Snmp.Modules;

namespace Collector.Daemon.Tests.Secrets;

/// <summary>Holds the canary to the code: every property that can hold a secret has the canary in it, and no object that it is in says so.</summary>
/// <remarks>Variables of the environment are the whole process', so no other test runs meanwhile.</remarks>
[Collection(nameof(SecretFieldsTests))]
[CollectionDefinition(nameof(SecretFieldsTests), DisableParallelization = true)]
public sealed class SecretFieldsTests : IDisposable
{
    private static readonly Type[] SecretTypes = [typeof(Secret), typeof(SecretSource), typeof(PemText), typeof(BcryptHash), typeof(Uri)];

    /// <summary>Properties that hold what another one held first, or no secret.</summary>
    private static readonly HashSet<string> Exempt =
    [
        "TlsSecrets.Ca", "TlsSecrets.Certificate", "TlsSecrets.Key", // read from HttpTlsOptions
        "UsmUser.Password", "UsmUser.PrivPassword", // of SnmpAuthOptions
        "HttpTlsOptions.Ca", "HttpTlsOptions.Certificate", "WebTlsOptions.Certificate", "WebTlsOptions.ClientAuthority", // certificates are public
    ];

    private readonly CanaryFiles _files = new();
    private readonly Dictionary<string, string?> _before = [];

    public SecretFieldsTests()
    {
        foreach (var (name, value) in _files.Environment)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
        _files.Dispose();
    }

    [Fact]
    public void Every_property_that_can_hold_a_secret_has_the_canary_in_it()
    {
        var walk = new ObjectWalk();
        walk.Visit(Load());

        var declared = Declared().Except(Exempt).Order(StringComparer.Ordinal).ToArray();
        var reached = walk.Objects.SelectMany(Reached).ToHashSet(StringComparer.Ordinal);
        Assert.True(declared.Length > 20, "the properties are not found any more");
        Assert.Equal([], declared.Where(property => !reached.Contains(property)));
    }

    [Fact]
    public void Nothing_that_holds_a_secret_prints_it()
    {
        var walk = new ObjectWalk();
        walk.Visit(Load());

        CanaryWords.AssertNowhereIn(walk.Objects.Where(one => one is not Uri).Select(one => $"{one.GetType().Name}: {one}"), _files.Key);
    }

    /// <summary>What a start loads: whatever an exception, a log or a debugger may print.</summary>
    private object[] Load()
    {
        var problems = new ConfigurationProblems();
        var configuration = CollectorConfigurationLoader.Load(_files["collector.yml"], problems);
        var web = WebOptionsReader.Read(_files["web.yml"], problems);
        Assert.False(problems.HasErrors, problems.ToString());
        return [configuration, web, problems];
    }

    private static IEnumerable<string> Declared() =>
        new[] { typeof(Secret), typeof(SnmpAuthOptions), typeof(GnmiOptions), typeof(RemoteWriteOptions), typeof(WebOptions) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(property => property.CanWrite && CanHoldSecret(property.PropertyType))
            .Select(NameOf);

    private static bool CanHoldSecret(Type type) =>
        Array.Exists(SecretTypes, secret => secret.IsAssignableFrom(type)) || type.IsGenericType && Array.Exists(type.GetGenericArguments(), CanHoldSecret) || type.IsArray && CanHoldSecret(type.GetElementType()!);

    private static string NameOf(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private IEnumerable<string> Reached(object one) => one.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(property => CanHoldSecret(property.PropertyType) && property.GetIndexParameters().Length == 0 && HasCanary(property.GetValue(one))).Select(NameOf);

    private bool HasCanary(object? value) => value switch
    {
        null => false,
        Secret secret => HasCanary(secret.Reveal()),
        SecretFile file => HasCanary(File.ReadAllText(file.File)),
        WrittenSecret written => HasCanary(written.Value),
        SecretVariable variable => HasCanary(variable.Variable),
        SecretCredential credential => HasCanary(credential.Name),
        PemText pem => HasCanary(pem.Read()),
        BcryptHash hash => BcryptHash.TryParse(CanaryWords.WebHash, out var canary) && hash.Fingerprint == canary.Fingerprint,
        Uri url => HasCanary(url.OriginalString),
        KeyValuePair<string, Secret> pair => HasCanary(pair.Value),
        IReadOnlyDictionary<string, BcryptHash> hashes => hashes.Values.Any(HasCanary),
        string text => text.Contains(CanaryWords.Canary, StringComparison.Ordinal) || text.Trim() == _files.Key.Trim(),
        IEnumerable many => many.Cast<object?>().Any(HasCanary),
        _ => false,
    };
}
