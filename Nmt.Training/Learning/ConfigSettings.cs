using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Nmt.Model.Errors;

namespace Nmt.Training.Learning;

/// <summary>
/// Values on their way into a record of options: each with its dotted key and the place that it came from, so that
/// every fault can be told at once and names file and line.
/// </summary>
internal sealed class ConfigSettings
{
    private static readonly JsonReaderOptions Reading = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly Dictionary<string, Setting> _settings = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];

    private sealed record Setting(string Key, JsonElement Value, string Origin);

    /// <summary>What was wrong so far, one sentence each without its full stop.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <exception cref="NmtException">The file is missing or is no JSON object.</exception>
    public void AddFile(string file)
    {
        try
        {
            Walk(File.ReadAllBytes(file), file);
        }
        catch (JsonException e)
        {
            throw new NmtException($"{file}:{e.LineNumber + 1}: this is not JSON with comments: {e.Message}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NmtException($"There is no configuration {file}. Examples are in Nmt.Training/Configs.", e);
        }
    }

    /// <summary>Lays one value over the file's.</summary>
    /// <param name="text">As in <c>model.dropout=0.3</c>; a value that is not JSON is taken as a string.</param>
    public void AddOverride(string text)
    {
        var origin = $"--set {text}";
        var split = text.IndexOf('=');
        if (split <= 0)
        {
            _faults.Add($"{origin}: expected KEY=VALUE, as in optimizer.learningRate=0.001");
            return;
        }

        var key = text[..split].Trim();
        _settings[key] = new Setting(key, ParseValue(text[(split + 1)..].Trim()), origin);
    }

    /// <summary>Turns a key that must not be given into a fault.</summary>
    public void Refuse(string key, string reason)
    {
        if (_settings.Remove(key, out var setting))
            _faults.Add($"{setting.Origin}: {key} cannot be set: {reason}");
    }

    /// <summary>Moves the values into <paramref name="options"/>, whose nested records are the sections of the file.</summary>
    /// <returns><paramref name="options"/>, complete only where <see cref="Faults"/> is empty.</returns>
    public T Bind<T>(T options)
        where T : class
    {
        Fill(options, "");
        foreach (var setting in _settings.Values)
            _faults.Add($"{setting.Origin}: {setting.Key} is an unknown key; {Known(options, setting.Key)}");
        return options;
    }

    private void Walk(ReadOnlySpan<byte> text, string file)
    {
        var reader = new Utf8JsonReader(text.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text, Reading);
        List<string> path = [];
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new NmtException($"{file}: expected a JSON object, found {reader.TokenType}.");

        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                if (path.Count > 0)
                    path.RemoveAt(path.Count - 1);
                continue;
            }

            path.Add(reader.GetString()!);
            var line = 1 + text[..(int)reader.TokenStartIndex].Count((byte)'\n');
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
                continue;

            var key = string.Join('.', path);
            path.RemoveAt(path.Count - 1);
            var setting = new Setting(key, JsonElement.ParseValue(ref reader), $"{file}:{line}");
            if (!_settings.TryAdd(key, setting))
                _faults.Add($"{setting.Origin}: {key} is given twice; the first is at {_settings[key].Origin}");
        }
    }

    private void Fill(object section, string prefix)
    {
        foreach (var property in Settable(section))
        {
            var key = prefix + Name(property);
            if (IsSection(property.PropertyType))
            {
                if (_settings.Remove(key, out var misplaced))
                    _faults.Add($"{misplaced.Origin}: {key} is {misplaced.Value.GetRawText()}; expected an object {{ … }}");
                Fill(property.GetValue(section)!, key + ".");
            }
            else if (_settings.Remove(key, out var setting))
            {
                if (TryConvert(setting.Value, property, out var value))
                    property.SetValue(section, value);
                else
                    _faults.Add($"{setting.Origin}: {key} is {setting.Value.GetRawText()}; expected {Expected(property)}");
            }
        }
    }

    private static bool TryConvert(JsonElement json, PropertyInfo property, out object? value)
    {
        var nullable = Nullable.GetUnderlyingType(property.PropertyType);
        var type = nullable ?? property.PropertyType;
        value = null;
        if (json.ValueKind == JsonValueKind.Null)
            return nullable is not null;

        value = (json.ValueKind, type) switch
        {
            (JsonValueKind.Number, _) when type == typeof(int) && json.TryGetInt32(out var number) => number,
            (JsonValueKind.Number, _) when type == typeof(long) && json.TryGetInt64(out var number) => number,
            (JsonValueKind.Number, _) when type == typeof(double) && json.TryGetDouble(out var number) => number,
            (JsonValueKind.True or JsonValueKind.False, _) when type == typeof(bool) => json.GetBoolean(),
            (JsonValueKind.String, { IsEnum: true }) => EnumValue(type, json.GetString()!),
            _ => null,
        };
        return value is not null && (property.GetCustomAttribute<RangeAttribute>()?.IsValid(value) ?? true);
    }

    private static object? EnumValue(Type type, string text) =>
        Enum.GetValues(type).Cast<object>().FirstOrDefault(value => CamelCase(value.ToString()!) == text);

    private static string Expected(PropertyInfo property)
    {
        var nullable = Nullable.GetUnderlyingType(property.PropertyType);
        var type = nullable ?? property.PropertyType;
        if (type.IsEnum)
            return "one of " + string.Join(", ", Enum.GetNames(type).Select(name => $"\"{CamelCase(name)}\""));
        if (type == typeof(bool))
            return "true or false";

        var kind = type == typeof(double) ? "a number" : "a whole number";
        var orNull = nullable is null ? "" : ", or null";
        return property.GetCustomAttribute<RangeAttribute>() is { } range ? $"{kind} {Bounds(range)}{orNull}" : kind + orNull;
    }

    private static string Bounds(RangeAttribute range) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(range.MinimumIsExclusive ? "above" : "from")} {range.Minimum} {(range.MaximumIsExclusive ? "to below" : "to")} {range.Maximum}");

    /// <summary>What could have been meant: the keys of the deepest section that the unknown key reaches.</summary>
    private static string Known(object section, string key)
    {
        var place = "";
        foreach (var part in key.Split('.'))
        {
            var inner = Settable(section).FirstOrDefault(p => Name(p) == part && IsSection(p.PropertyType));
            if (inner is null)
                break;
            section = inner.GetValue(section)!;
            place = $" in {(place.Length == 0 ? "" : place[4..] + ".")}{part}";
        }

        return $"known keys{place}: {string.Join(", ", Settable(section).Select(Name))}";
    }

    private static JsonElement ParseValue(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    private static IEnumerable<PropertyInfo> Settable(object section) =>
        section.GetType().GetProperties().Where(property => property.CanWrite);

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string);

    private static string Name(PropertyInfo property) => CamelCase(property.Name);

    private static string CamelCase(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
