using Collector.Snmp.Modules;

namespace Collector.Snmp.Security.Usm;

/// <summary>A user's keys at one engine. Immutable; any thread.</summary>
/// <param name="Auth">Signs messages; empty without authentication.</param>
/// <param name="Priv">Encrypts them, as long as the cipher wants it; empty without privacy.</param>
internal sealed record LocalizedKeys(byte[] Auth, byte[] Priv)
{
    public static LocalizedKeys None { get; } = new([], []);

    /// <summary>Derives the passwords' keys, which takes long, and returns what makes an engine's keys of them.</summary>
    public static Func<byte[], LocalizedKeys> Localizer(UsmUser user)
    {
        var auth = user.Level == SnmpSecurityLevel.NoAuthNoPriv ? [] : KeyDerivation.PasswordToKey(user.AuthProtocol, user.Password.RevealUtf8());
        var privacy = user.Level == SnmpSecurityLevel.AuthPriv ? KeyDerivation.PasswordToKey(user.AuthProtocol, user.PrivPassword.RevealUtf8()) : [];
        return engineId => From(user, auth, privacy, engineId);
    }

    /// <summary>From the master keys.</summary>
    public static LocalizedKeys From(UsmUser user, ReadOnlySpan<byte> authMaster, ReadOnlySpan<byte> privMaster, ReadOnlySpan<byte> engineId)
    {
        if (user.Level == SnmpSecurityLevel.NoAuthNoPriv) return None;
        var auth = KeyDerivation.Localize(user.AuthProtocol, authMaster, engineId);
        if (user.Level == SnmpSecurityLevel.AuthNoPriv) return new LocalizedKeys(auth, []);
        var privacy = KeyDerivation.Localize(user.AuthProtocol, privMaster, engineId);
        return new LocalizedKeys(auth, KeyDerivation.PrivacyKey(user.AuthProtocol, user.PrivProtocol, privacy, engineId));
    }

    public override string ToString() => "<secret>";
}
