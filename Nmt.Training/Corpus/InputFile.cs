using System.IO.Compression;
using System.Security.Cryptography;
using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>
/// A file of the corpus, unpacked where its name ends in <c>.gz</c> and hashed on the way, so that it is read once only
/// and may be a pipe.
/// </summary>
internal sealed class InputFile : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream _file;

    private InputFile(string path, FileStream file)
    {
        Path = path;
        _file = file;
        var hashed = new HashedStream(file, _hash);
        Text = IsCompressed(path) ? new GZipStream(hashed, CompressionMode.Decompress) : hashed;
    }

    public string Path { get; }

    /// <summary>The bytes of the text.</summary>
    public Stream Text { get; }

    /// <exception cref="NmtException">The file is missing, a folder, or not readable.</exception>
    public static InputFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new NmtException($"{path}: expected a text file, found a folder.");
        }

        try
        {
            return new InputFile(path, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NmtException($"{path}: no such file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NmtException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>SHA-256 of the file as it is, packed or not; reads what is left of it.</summary>
    public string Finish()
    {
        var rest = new byte[1 << 16];
        int read;
        while ((read = _file.Read(rest)) > 0)
        {
            _hash.AppendData(rest, 0, read);
        }

        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        Text.Dispose();
        _file.Dispose();
        _hash.Dispose();
    }

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Passes bytes on and hashes them.</summary>
    private sealed class HashedStream(Stream inner, IncrementalHash hash) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = inner.Read(buffer);
            hash.AppendData(buffer[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
