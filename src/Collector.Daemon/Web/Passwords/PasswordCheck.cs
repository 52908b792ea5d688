using System.Security.Cryptography;
using System.Text;
using Collector.Pipeline.Concurrency;

namespace Collector.Daemon.Web.Passwords;

/// <summary>Says whether a password is a user's. bcrypt takes tens of milliseconds on purpose, so answers are remembered, wrong ones too, and one is computed at a time: guessing costs who guesses, not the lanes.</summary>
/// <remarks>Any thread. What is remembered is a keyed hash: the passwords themselves are not kept.</remarks>
internal sealed class PasswordCheck : IDisposable
{
    private const int MostKept = 100; // of right ones, and of wrong ones: guesses push no right one out
    private const int MostWaiting = 20;
    private const int ToEvict = 10;

    // Compared when there is no such user, so that the time does not tell.
    private static readonly BcryptHash Nobody = BcryptHash.Unmatched(cost: 10);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _right = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);
    private SharedCounter _waiting;

    /// <summary>Null when too many passwords wait for their turn already.</summary>
    public async ValueTask<bool?> IsRightAsync(IReadOnlyDictionary<string, BcryptHash> users, string user, string password, CancellationToken cancelled)
    {
        var isUser = users.TryGetValue(user, out var hash);
        var question = Fingerprint(user, isUser ? hash! : Nobody, password);
        if (TryRecall(question, out var known)) return known && isUser;
        try
        {
            _waiting.Increment();
            if (_waiting.Value > MostWaiting) return null;
            await _one.WaitAsync(cancelled);
        }
        finally
        {
            _waiting.Add(-1);
        }

        try
        {
            if (TryRecall(question, out known)) return known && isUser;
            var isRight = await Task.Run(() => (isUser ? hash! : Nobody).Matches(Encoding.UTF8.GetBytes(password)), CancellationToken.None);
            Remember(question, isRight);
            return isRight && isUser;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private string Fingerprint(string user, BcryptHash hash, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user.Length}:{user}:{hash.Fingerprint}:{password}")));

    private bool TryRecall(string question, out bool answer)
    {
        lock (_gate)
        {
            answer = _right.Contains(question);
            return answer || _wrong.Contains(question);
        }
    }

    private void Remember(string question, bool answer)
    {
        lock (_gate)
        {
            var known = answer ? _right : _wrong;
            if (known.Count >= MostKept)
            {
                var keys = known.ToArray();
                RandomNumberGenerator.Shuffle(keys.AsSpan());
                foreach (var key in keys.Take(ToEvict)) known.Remove(key);
            }

            known.Add(question);
        }
    }
}
