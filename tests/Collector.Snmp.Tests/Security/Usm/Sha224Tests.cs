using System.Text;
using Collector.Snmp.Modules;
using Collector.Snmp.Security.Usm;

namespace Collector.Snmp.Tests.Security.Usm;

/// <summary>The only hash that is our own: the examples of FIPS 180 and RFC 4231.</summary>
public sealed class Sha224Tests
{
    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void A_known_message_has_the_known_hash(string message, string hash)
    {
        using var sha224 = new Sha224();

        Assert.Equal(hash, Finish(sha224, Encoding.ASCII.GetBytes(message)));
        Assert.Equal(hash, Finish(sha224, Encoding.ASCII.GetBytes(message))); // it began anew
    }

    [Fact]
    public void A_million_letters_in_uneven_pieces_have_the_known_hash()
    {
        using var sha224 = new Sha224();
        var letters = Encoding.ASCII.GetBytes(new string('a', 1000));
        for (int left = 1_000_000, piece = 1; left > 0; left -= Math.Min(left, piece), piece = (piece * 7 % 999) + 1) sha224.Append(letters.AsSpan(0, Math.Min(left, piece)));

        Assert.Equal("20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67", Finish(sha224, []));
    }

    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22")]
    [InlineData("4a656665", "what do ya want for nothing?", "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44")]
    public void A_known_key_signs_as_in_RFC_4231(string key, string message, string hash)
    {
        using var hmac = HashFunction.CreateKeyed(SnmpAuthProtocol.Sha224, Convert.FromHexString(key));

        Assert.Equal(hash, Finish(hmac, Encoding.ASCII.GetBytes(message)));
        Assert.Equal(hash, Finish(hmac, Encoding.ASCII.GetBytes(message)));
    }

    [Fact]
    public void A_key_longer_than_a_block_is_hashed_first()
    {
        using var hmac = HashFunction.CreateKeyed(SnmpAuthProtocol.Sha224, Enumerable.Repeat((byte)0xAA, 131).ToArray());

        Assert.Equal("95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e", Finish(hmac, "Test Using Larger Than Block-Size Key - Hash Key First"u8));
    }

    private static string Finish(HashFunction hash, ReadOnlySpan<byte> message)
    {
        var result = new byte[hash.Size];
        hash.Append(message);
        hash.Finish(result);
        return Convert.ToHexStringLower(result);
    }
}
