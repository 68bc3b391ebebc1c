namespace Nmt.Training.Commands;

/// <summary>The values of <c>--format</c>.</summary>
internal enum OutputFormat
{
    Text,
    Json,
}
