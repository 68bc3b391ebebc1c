namespace Nmt.Web.Components.Parts;

/// <summary>A place in a picture that is walked by row and column, both from 0.</summary>
public readonly record struct Cell(int Row, int Column);
