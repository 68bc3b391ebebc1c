namespace Nmt.Training.Commands;

/// <summary>The values of <c>--format</c>.</summary>
internal enum OutputFormat
{
    /// <summary>For people; the default.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,
}
