using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Snmp.Tests.Security.Usm;

/// <summary>The password of RFC 3414 appendix A.3 at its engine. MD5 and SHA are the RFC's own figures, the others were computed with Python's hashlib.</summary>
public sealed class KeyDerivationTests
{
    private static readonly byte[] EngineId = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2];

    [Theory]
    [InlineData(SnmpAuthProtocol.Md5, "9faf3283884e92834ebc9847d8edd963", "526f5eed9fcce26f8964c2930787d82b")]
    [InlineData(SnmpAuthProtocol.Sha, "9fb5cc0381497b3793528939ff788d5d79145211", "6695febc9288e36282235fc7151f128497b38f3f")]
    [InlineData(SnmpAuthProtocol.Sha224, "282a5867ee9aac639ad59df9572c7d3ac0fbc13a905b6df07dbbf00b", "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be682075674")]
    [InlineData(SnmpAuthProtocol.Sha256, "ab51014d1e077f6017df2b12bee5f5aa72993177e9bb569c4dff5a4ca0b4afac", "8982e0e549e866db361a6b625d84cccc11162d453ee8ce3a6445c2d6776f0f8b")]
    [InlineData(SnmpAuthProtocol.Sha384, "e06eccdf2c68a06ed034723c9c26e0db3b669e1e2efed49150b55377a2e98f383c86fb836857444654b287c93f51ff64",
        "3b298f16164a11184279d5432bf169e2d2a48307de02b3d3f7e2b4f36eb6f0455a53689a3937eea07319a633d2ccba78")]
    [InlineData(SnmpAuthProtocol.Sha512, "7e4396de5aadc77be853819b98c9406265b3a9c37cc3176569847a4e4f6fba63dd3a73d04924d31a63f95a601f9385af6be4ed1b37f87d040f7c6ed6f8d38a91",
        "22a5a36cedfcc085807a128d7bc6c2382167ad6c0dbc5fdff856740f3d84c099ad1ea87a8db096714d9788bd544047c9021e4229ce27e4c0a69250adfcffbb0b")]
    public void The_password_of_the_RFC_has_its_keys(SnmpAuthProtocol protocol, string master, string localized)
    {
        var key = KeyDerivation.PasswordToKey(protocol, "maplesyrup"u8);

        Assert.Equal(master, Convert.ToHexStringLower(key));
        Assert.Equal(localized, Convert.ToHexStringLower(KeyDerivation.Localize(protocol, key, EngineId)));
    }

    [Theory]
    [InlineData(SnmpAuthProtocol.Md5, SnmpPrivProtocol.Aes256C, "526f5eed9fcce26f8964c2930787d82b79eff44a90650ee0a3a40abfac5acc12")]
    [InlineData(SnmpAuthProtocol.Md5, SnmpPrivProtocol.Aes256, "526f5eed9fcce26f8964c2930787d82bfa24a92467426c2f4b09192be10dfaec")]
    [InlineData(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes256C, "6695febc9288e36282235fc7151f128497b38f3f9b8b6d78936ba6e7d19dfd9c")]
    [InlineData(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes256, "6695febc9288e36282235fc7151f128497b38f3f505e07eb9af25568fa1f5dbe")]
    [InlineData(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes192C, "6695febc9288e36282235fc7151f128497b38f3f9b8b6d78")]
    [InlineData(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes192, "6695febc9288e36282235fc7151f128497b38f3f505e07eb")]
    [InlineData(SnmpAuthProtocol.Sha224, SnmpPrivProtocol.Aes192C, "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be6")]
    [InlineData(SnmpAuthProtocol.Sha224, SnmpPrivProtocol.Aes256C, "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be68207567422c34be4")]
    [InlineData(SnmpAuthProtocol.Sha224, SnmpPrivProtocol.Aes256, "0bd8827c6e29f8065e08e09237f177e410f69b90e1782be682075674e82d9bf0")]
    [InlineData(SnmpAuthProtocol.Sha512, SnmpPrivProtocol.Aes256, "22a5a36cedfcc085807a128d7bc6c2382167ad6c0dbc5fdff856740f3d84c099")]
    [InlineData(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Des, "6695febc9288e36282235fc7151f1284")]
    [InlineData(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes, "6695febc9288e36282235fc7151f1284")]
    public void A_key_is_cut_or_extended_to_what_the_cipher_takes(SnmpAuthProtocol auth, SnmpPrivProtocol privacy, string expected)
    {
        var localized = KeyDerivation.Localize(auth, KeyDerivation.PasswordToKey(auth, "maplesyrup"u8), EngineId);

        Assert.Equal(expected, Convert.ToHexStringLower(KeyDerivation.PrivacyKey(auth, privacy, localized, EngineId)));
    }

    [Fact]
    public void Only_an_extension_after_Reeder_is_slow()
    {
        Assert.True(KeyDerivation.IsSlow(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes256C));
        Assert.False(KeyDerivation.IsSlow(SnmpAuthProtocol.Sha256, SnmpPrivProtocol.Aes256C));
        Assert.False(KeyDerivation.IsSlow(SnmpAuthProtocol.Sha, SnmpPrivProtocol.Aes256));
    }
}
