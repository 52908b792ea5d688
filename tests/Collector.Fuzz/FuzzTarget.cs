namespace Collector.Fuzz;

/// <summary>Something that reads what others wrote, and must neither throw nor contradict itself whatever that is.</summary>
public abstract class FuzzTarget
{
    /// <summary>The word for it on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Good input, which is then damaged.</summary>
    public abstract IReadOnlyList<byte[]> Samples { get; }

    /// <summary>What the format's own errors are made of: inserted anywhere.</summary>
    public abstract IReadOnlyList<byte[]> Tokens { get; }

    /// <summary>Any exception is a finding.</summary>
    public abstract void Read(byte[] input);

    /// <summary>States what must hold.</summary>
    protected static void Must(bool holds, string what)
    {
        if (!holds) throw new InvalidDataException($"It does not hold that {what}.");
    }
}
