namespace Collector.Pipeline.Patterns;

/// <summary>What one instruction does.</summary>
internal enum Re2Operation : byte
{
    /// <summary>The text up to here matches.</summary>
    Accept,

    /// <summary>Takes a code point of the set <see cref="Re2Instruction.Argument"/>.</summary>
    Take,

    /// <summary>Goes on at both; the first is preferred.</summary>
    Fork,

    /// <summary>Remembers the place in slot <see cref="Re2Instruction.Argument"/>: groups begin at even ones and end at odd ones.</summary>
    Save,

    /// <summary>Goes on if this is a <see cref="Re2Place"/>.</summary>
    Check,
}

/// <summary>One step of a program.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Next">Where it goes on.</param>
/// <param name="Argument">A set, a slot, a place, or the other way of a fork.</param>
internal readonly record struct Re2Instruction(Re2Operation Operation, int Next, int Argument);

/// <summary>An expression, compiled: a non-deterministic automaton with priorities.</summary>
/// <param name="Instructions">The automaton.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Sets">The classes that it refers to.</param>
/// <param name="Slots">Places that it remembers: two for each group, the whole match among them.</param>
/// <param name="IsAnchored">Whether a match can only begin where the text does.</param>
internal sealed record Re2Program(Re2Instruction[] Instructions, int Start, CodePointTest[] Sets, int Slots, bool IsAnchored);
