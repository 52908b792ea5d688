using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;
using Collector.Testing;

namespace Collector.Snmp.Tests.Security.Usm;

public sealed class UsmCipherTests
{
    // NIST SP 800-38A appendix F: plaintext of all modes.
    private const string Plain = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    private readonly CipherBuffers _buffers = new();

    // F.3.13 to F.3.18: CFB128 with the vector 00 01 02 … 0f, which is boots, time and salt here.
    [Theory]
    [InlineData("2b7e151628aed2a6abf7158809cf4f3c",
        "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b26751f67a3cbb140b1808cf187a4f4dfc04b05357c5d1c0eeac4c66f9ff7f2e6")]
    [InlineData("8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
        "cdc80d6fddf18cab34c25909c99a417467ce7f7f81173621961a2b70171d3d7a2e1e8a1dd59b88b1c8e60fed1efac4c9c05f9f9ca9834fa042ae8fba584b09ff")]
    [InlineData("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407bdf10132415e54b92a13ed0a8267ae2f975a385741ab9cef82031623d55b1e471")]
    public void AES_gives_the_octets_of_NIST_at_every_length(string key, string expected)
    {
        using var cipher = new AesCipher(Convert.FromHexString(key));
        var (plain, encrypted) = (Convert.FromHexString(Plain), Convert.FromHexString(expected));
        for (var length = 1; length <= plain.Length; length++)
        {
            var data = plain[..length];
            var salt = new byte[8];
            cipher.Encrypt(data, 0x00010203, 0x04050607, 0x08090a0b0c0d0e0f, salt);

            Assert.Equal(encrypted[..length], data);
            Assert.Equal([8, 9, 10, 11, 12, 13, 14, 15], salt);
            Assert.True(cipher.TryDecrypt(data, 0x00010203, 0x04050607, salt, _buffers));
            Assert.Equal(plain[..length], _buffers.Plain[..length]);
        }
    }

    [Fact]
    public void DES_gives_the_octets_of_FIPS_81()
    {
        // With boots and counter 0 the salt is 0, and the vector is the second half of the key.
        using var cipher = new DesCipher(Convert.FromHexString("0123456789abcdef1234567890abcdef"));
        var data = "Now is the time for all "u8.ToArray();
        var salt = new byte[8];
        cipher.Encrypt(data, 0, 0, 0, salt);

        Assert.Equal("e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6", Convert.ToHexStringLower(data));
        Assert.Equal(new byte[8], salt);
        Assert.True(cipher.TryDecrypt(data, 0, 0, salt, _buffers));
        Assert.Equal("Now is the time for all "u8, _buffers.Plain.AsSpan(0, 24));
    }

    [Fact]
    public void The_salt_of_DES_is_boots_and_counter()
    {
        using var cipher = new DesCipher(Convert.FromHexString("0123456789abcdef1234567890abcdef"));
        var salt = new byte[8];
        cipher.Encrypt(new byte[8], 0x01020304, 77, 0xFFFFFFFF05060708, salt);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], salt);
    }

    [Theory]
    [InlineData(SnmpPrivProtocol.Des, 0, 8)]
    [InlineData(SnmpPrivProtocol.Des, 7, 8)]
    [InlineData(SnmpPrivProtocol.Des, 8, 7)]
    [InlineData(SnmpPrivProtocol.Aes, 0, 8)]
    [InlineData(SnmpPrivProtocol.Aes, 16, 0)]
    [InlineData(SnmpPrivProtocol.Aes, 70_000, 8)]
    public void A_length_that_cannot_be_is_refused(SnmpPrivProtocol protocol, int length, int saltLength)
    {
        using var cipher = UsmCipher.Create(protocol, new byte[] { 1, 2, 3, 4, 5, 6, 7, 9, 1, 2, 3, 4, 5, 6, 7, 9 });

        Assert.False(cipher.TryDecrypt(new byte[length], 0, 0, new byte[saltLength], _buffers));
    }

    [Theory]
    [InlineData(SnmpPrivProtocol.Des)]
    [InlineData(SnmpPrivProtocol.Aes)]
    public void A_message_allocates_nothing(SnmpPrivProtocol protocol)
    {
        using var cipher = UsmCipher.Create(protocol, new byte[] { 1, 2, 3, 4, 5, 6, 7, 9, 1, 2, 3, 4, 5, 6, 7, 9 });
        var (data, salt) = (new byte[1400], new byte[8]);
        var counter = 0UL;
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            cipher.Encrypt(data, 1, 2, counter++, salt);
            cipher.TryDecrypt(data, 1, 2, salt, _buffers);
        }));
    }
}
