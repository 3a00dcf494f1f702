using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace FineTune.Functions.Api;

/// <summary>Uploads a file piece by piece: <c>PUT</c> with <c>Content-Range: bytes 0-8388607/20000000</c> and so on.</summary>
/// <remarks>
/// Pieces follow each other without gaps and may be sent again; the file is there once the last one is. After a broken line
/// <c>Content-Range: bytes */20000000</c> without a body asks how far it came. Each answer but the last is 202 with <c>Upload-Offset</c>.
/// </remarks>
internal static class ResumableUpload
{
    /// <summary>True when the request sends or asks for a piece.</summary>
    public static bool IsPiece(HttpRequest request) => request.Headers.ContainsKey(HeaderNames.ContentRange);

    /// <summary>Takes one piece.</summary>
    /// <param name="blob">Where the file goes.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">The largest file and the largest piece.</param>
    /// <param name="cancellation">Ends the upload of the piece.</param>
    /// <returns>The stored file after the last piece; null before, when the header with the offset is set.</returns>
    /// <exception cref="ProblemException">400: the range cannot be read; 409: it does not follow what is there; 413: the file is too long.</exception>
    public static async Task<FileView?> TakeAsync(BlockBlobClient blob, HttpRequest request, FineTuneOptions options, CancellationToken cancellation)
    {
        var range = Read(request, options);
        var pieces = await PiecesAsync(blob, cancellation).ConfigureAwait(false);
        var offset = pieces.Count == 0 ? 0 : pieces[^1].Offset + pieces[^1].Bytes;
        if (range is { From: { } from, To: { } to })
        {
            if (from != offset && !pieces.Any(piece => piece.Offset == from && piece.Bytes == to - from + 1))
            {
                throw new ProblemException(409, "Piece does not follow", [new Problem(
                    $"The piece begins at {from}; the next one has to begin at {offset}.", $"Send the file from byte {offset} on.")]);
            }

            await StageAsync(blob, request, from, to, cancellation).ConfigureAwait(false);
            offset = Math.Max(offset, to + 1);
        }

        if (offset < range.Total)
        {
            request.HttpContext.Response.Headers["Upload-Offset"] = offset.ToString(CultureInfo.InvariantCulture);
            return null;
        }

        return await CommitAsync(blob, range.Total, cancellation).ConfigureAwait(false);
    }

    private static (long? From, long? To, long Total) Read(HttpRequest request, FineTuneOptions options)
    {
        if (!ContentRangeHeaderValue.TryParse(request.Headers.ContentRange.ToString(), out var range) || range.Length is not { } total || range.Unit != "bytes"
            || (range.From is { } from && range.To - from + 1 > options.MaxPieceBytes))
        {
            throw new ProblemException(400, "The request cannot be read", [new Problem(
                "The Content-Range cannot be used.", $"Send bytes FROM-TO/TOTAL with at most {options.MaxPieceBytes} bytes a piece, or bytes */TOTAL to ask how far the upload came.")]);
        }

        return total <= options.MaxUploadBytes ? (range.From, range.To, total) : throw RequestBodies.TooLong(options.MaxUploadBytes);
    }

    private static async Task<IReadOnlyList<(long Offset, long Bytes)>> PiecesAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            var blocks = (await blob.GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellation).ConfigureAwait(false)).Value;
            return [.. blocks.UncommittedBlocks.Select(block => (OffsetOf(block.Name), block.SizeLong)).OrderBy(piece => piece.Item1)];
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return [];
        }
    }

    private static async Task StageAsync(BlockBlobClient blob, HttpRequest request, long from, long to, CancellationToken cancellation)
    {
        using var piece = new MemoryStream();
        await RequestBodies.Open(request, to - from + 1).CopyToAsync(piece, cancellation).ConfigureAwait(false);
        if (piece.Length != to - from + 1)
        {
            throw new ProblemException(400, "The request cannot be read", [new Problem(
                $"The body has {piece.Length} bytes and its Content-Range {to - from + 1}.", "Send as many bytes as the header says.")]);
        }

        piece.Position = 0;
        await blob.StageBlockAsync(NameOf(from), piece, cancellationToken: cancellation).ConfigureAwait(false);
    }

    private static async Task<FileView> CommitAsync(BlockBlobClient blob, long total, CancellationToken cancellation)
    {
        var pieces = await PiecesAsync(blob, cancellation).ConfigureAwait(false);
        var options = new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypes.Of(blob.Name) } };
        var stored = await blob.CommitBlockListAsync(pieces.Select(piece => NameOf(piece.Offset)), options, cancellation).ConfigureAwait(false);
        return new FileView(Path.GetFileName(blob.Name), total, stored.Value.ETag.ToString("H"));
    }

    private static string NameOf(long offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(offset.ToString("D19", CultureInfo.InvariantCulture)));

    private static long OffsetOf(string name) => long.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(name)), CultureInfo.InvariantCulture);
}
