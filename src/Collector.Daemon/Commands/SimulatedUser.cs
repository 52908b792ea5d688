using System.CommandLine.Parsing;
using Collector.Pipeline.Configuration;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Daemon.Commands;

/// <summary>An SNMPv3 user on the command line: <c>NAME</c>, <c>NAME:SHA:PASSWORD</c> or <c>NAME:SHA:PASSWORD:AES:PASSWORD</c>, in the words of snmp.yml.</summary>
internal static class SimulatedUser
{
    public static UsmUser[] Parse(ArgumentResult argument)
    {
        var users = new List<UsmUser>();
        foreach (var token in argument.Tokens)
        {
            if (Read(token.Value.Split(':')) is { } user) users.Add(user);
            else argument.AddError($"'{token.Value.Split(':')[0]}' is not followed by a hash and a password, and maybe a cipher and a password, as in NAME:SHA256:PASSWORD:AES:PASSWORD.");
        }

        return [.. users];
    }

    private static UsmUser? Read(string[] parts)
    {
        if (parts is [var nobody]) return new UsmUser { Name = nobody };
        if (parts is not [var name, var hash, var password, ..] || parts.Length is not (3 or 5) || !TryRead(hash, out SnmpAuthProtocol auth)) return null;
        var user = new UsmUser { Name = name, Level = SnmpSecurityLevel.AuthNoPriv, AuthProtocol = auth, Password = Secret.From(password) };
        if (parts is not [_, _, _, var cipher, var privPassword]) return user;
        if (!TryRead(cipher, out SnmpPrivProtocol privacy)) return null;
        return user with { Level = SnmpSecurityLevel.AuthPriv, PrivProtocol = privacy, PrivPassword = Secret.From(privPassword) };
    }

    private static bool TryRead<T>(string word, out T value)
        where T : struct, Enum
    {
        value = default;
        return word.Length > 0 && char.IsAsciiLetter(word[0]) && Enum.TryParse(word, ignoreCase: true, out value);
    }
}
