using System.Text;
using Collector.Daemon.Web.Passwords;

namespace Collector.Interop.Tests.Passwords;

/// <summary>Our bcrypt beside the system's libxcrypt: what one accepts, the other does, and what one refuses, the other does.</summary>
public sealed class LibxcryptTests
{
    private const int Passwords = 40;
    private const string SaltAlphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string LastOfSalt = ".Oeu"; // 22 characters hold 4 bits more than 16 octets have; other programs refuse or clear them

    private static readonly string[] Letters = ["a", "Z", "7", " ", ":", "$", "\\", "\u007F", "é", "ß", "Ж", "漢", "語", "😀", "\uFFFD"];

    [Theory]
    [InlineData("$2a$")]
    [InlineData("$2b$")]
    [InlineData("$2y$")]
    public async Task What_libxcrypt_hashes_is_accepted_and_no_other_password(string form)
    {
        var random = new Random(0xB10F15);
        var questions = new List<(string Password, string Setting)>();
        foreach (var password in Some(random)) questions.Add((password, $"{form}{random.Next(4, 6):00}${Salt(random)}"));
        var hashes = await Libxcrypt.CryptAsync(questions);

        var guesses = questions.Zip(hashes, (question, hash) => Guesses(question.Password, random).Select(guess => (Password: guess, Setting: hash))).SelectMany(each => each).ToList();
        var theirs = await Libxcrypt.CryptAsync(guesses);

        var accepted = 0;
        foreach (var (guess, answer) in guesses.Zip(theirs))
        {
            Assert.True(BcryptHash.TryParse(guess.Setting, out var hash), guess.Setting);
            var matches = hash.Matches(Encoding.UTF8.GetBytes(guess.Password));
            Assert.True(matches == (answer == guess.Setting), $"{guess.Setting}: '{guess.Password}' {(matches ? "is accepted" : "is refused")}, and libxcrypt has {answer}");
            if (matches) accepted++;
        }

        Assert.InRange(accepted, questions.Count, guesses.Count - questions.Count); // each password itself, and not everything
    }

    /// <summary>Of all lengths, those around the 72 octets that count among them, and with letters of one to four octets.</summary>
    private static IEnumerable<string> Some(Random random)
    {
        foreach (var length in (int[])[0, 1, 70, 71, 72, 73, 74, 200]) yield return new string('x', length);
        yield return string.Concat(Enumerable.Repeat("漢", 24)); // 72 octets
        yield return "x" + string.Concat(Enumerable.Repeat("漢", 24)); // the 72nd octet is within a letter
        for (var password = 0; password < Passwords; password++)
        {
            var text = new StringBuilder();
            for (var letters = random.Next(1, 60); letters > 0; letters--) text.Append(Letters[random.Next(Letters.Length)]);
            yield return text.ToString();
        }
    }

    /// <summary>The password, and what somebody might try instead of it.</summary>
    private static IEnumerable<string> Guesses(string password, Random random)
    {
        yield return password;
        yield return password + "y"; // the same, when 72 octets came before
        if (password.Length == 0) yield break;
        yield return password[..^1];
        var at = random.Next(password.Length);
        yield return $"{password[..at]}{(password[at] == 'q' ? 'r' : 'q')}{password[(at + 1)..]}";
    }

    private static string Salt(Random random) => new string(random.GetItems(SaltAlphabet.AsSpan(), 21)) + LastOfSalt[random.Next(LastOfSalt.Length)];
}
