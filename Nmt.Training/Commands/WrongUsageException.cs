namespace Nmt.Training.Commands;

/// <summary>
/// Options that do not fit each other, found by a verb before it starts work. The program tells all faults and exits as
/// after a parse error. For what only a verb's complete options can tell: the validators of System.CommandLine run before
/// defaults are filled in and throw where a value cannot be parsed.
/// </summary>
internal sealed class WrongUsageException(params IReadOnlyList<string> faults) : Exception(string.Join(' ', faults))
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
