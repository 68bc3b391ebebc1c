namespace Nmt.Data;

/// <summary>One table of <c>tables/</c>: tab-separated, '#' begins a comment line, empty lines are skipped.</summary>
internal static class TsvTable
{
    /// <summary>The rows of a table, each with at least <paramref name="columns"/> cells.</summary>
    /// <exception cref="FormatException">A row has fewer cells; names table and line.</exception>
    public static IEnumerable<string[]> Read(string name, int columns)
    {
        int number = 0;
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "tables", name)))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            string[] cells = line.Split('\t');
            if (cells.Length < columns)
                throw new FormatException($"tables/{name}, line {number}: expected {columns} cells between tabs, found {cells.Length}: \"{line}\".");
            yield return cells;
        }
    }
}
