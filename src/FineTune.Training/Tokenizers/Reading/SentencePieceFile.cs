namespace FineTune.Training.Tokenizers.Reading;

/// <summary>A SentencePiece <c>.model</c> file: field numbers as in <c>sentencepiece_model.proto</c>.</summary>
internal sealed record SentencePieceFile
{
    public IReadOnlyList<SentencePiecePiece> Pieces { get; set; } = [];

    /// <summary>The algorithm: 1 unigram, 2 BPE, 3 words, 4 characters.</summary>
    public int ModelType { get; set; } = 1;

    public bool ByteFallback { get; set; }

    public bool SpaceIsSuffix { get; set; }

    public string UnknownSurface { get; set; } = " \u2047 ";

    public string BeginPiece { get; set; } = "<s>";

    public string EndPiece { get; set; } = "</s>";

    public byte[] CharactersMap { get; set; } = [];

    public bool AddsDummyPrefix { get; set; } = true;

    public bool RemovesExtraSpaces { get; set; } = true;

    public bool EscapesSpaces { get; set; } = true;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">The file is absent, or no SentencePiece model.</exception>
    public static SentencePieceFile Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var pieces = new List<SentencePiecePiece>();
            var result = new SentencePieceFile { Pieces = pieces };
            for (var message = new ProtobufReader(bytes); message.Next();)
            {
                switch (message.Field)
                {
                    case 1: pieces.Add(ReadPiece(message.Bytes)); break;
                    case 2: result.ReadTrainer(message.Bytes); break;
                    case 3: result.ReadNormalizer(message.Bytes); break;
                    default: break;
                }
            }

            return pieces.Count(p => p.Kind == SentencePieceKind.Unknown) == 1
                ? result
                : throw new FormatException("It does not have exactly one unknown piece.");
        }
        catch (FormatException e)
        {
            throw new InvalidInputException(path, null, $"The file is no SentencePiece model: {e.Message}", "Download the file again.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidInputException(path, null, "The file does not exist.", "Put the model's tokenizer files there.");
        }
    }

    private static SentencePiecePiece ReadPiece(ReadOnlySpan<byte> bytes)
    {
        var (text, score, kind) = ("", 0f, SentencePieceKind.Normal);
        for (var message = new ProtobufReader(bytes); message.Next();)
        {
            switch (message.Field)
            {
                case 1: text = message.Text; break;
                case 2: score = message.Single; break;
                case 3: kind = (SentencePieceKind)message.Number; break;
                default: break;
            }
        }

        return text.Length > 0 ? new SentencePiecePiece(text, score, kind) : throw new FormatException("A piece is empty.");
    }

    private void ReadTrainer(ReadOnlySpan<byte> bytes)
    {
        for (var message = new ProtobufReader(bytes); message.Next();)
        {
            switch (message.Field)
            {
                case 3: ModelType = (int)message.Number; break;
                case 24: SpaceIsSuffix = message.Flag; break;
                case 35: ByteFallback = message.Flag; break;
                case 44: UnknownSurface = message.Text; break;
                case 46: BeginPiece = message.Text; break;
                case 47: EndPiece = message.Text; break;
                default: break;
            }
        }
    }

    private void ReadNormalizer(ReadOnlySpan<byte> bytes)
    {
        for (var message = new ProtobufReader(bytes); message.Next();)
        {
            switch (message.Field)
            {
                case 2: CharactersMap = message.Bytes.ToArray(); break;
                case 3: AddsDummyPrefix = message.Flag; break;
                case 4: RemovesExtraSpaces = message.Flag; break;
                case 5: EscapesSpaces = message.Flag; break;
                default: break;
            }
        }
    }
}
