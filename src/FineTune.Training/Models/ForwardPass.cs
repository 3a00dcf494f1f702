using FineTune.Training.Optimization;
using static TorchSharp.torch;

namespace FineTune.Training.Models;

/// <summary>What one pass through a model needs besides its input: the dropout rates and draws, and where training begins.</summary>
internal sealed class ForwardPass
{
    private readonly DropoutStream? _stream;
    private readonly DropoutRates _rates;

    private ForwardPass(DropoutStream? stream, DropoutRates rates, int firstTrainableDepth, IReadOnlySet<int> frozen)
    {
        _stream = stream;
        _rates = rates;
        FirstTrainableDepth = firstTrainableDepth;
        FrozenDepths = frozen;
    }

    /// <summary>A pass without dropout.</summary>
    public static ForwardPass Evaluation { get; } = new(null, new DropoutRates(0, 0, 0, 0), 0, new HashSet<int>());

    /// <summary>The lowest depth that has a trained parameter; below it nothing is kept for the way back.</summary>
    public int FirstTrainableDepth { get; }

    /// <summary>Whether batch norms use the batch's statistics and move their own: in training, outside of frozen blocks.</summary>
    public bool IsTraining => _stream is not null;

    /// <summary>The key of everything that is drawn during this pass.</summary>
    public RandomKey Key { get; private init; }

    /// <summary>The draws of an epoch, of which each row has its own: for augmentation. Null in evaluation.</summary>
    public RandomKey? Epoch { get; init; }

    /// <summary>Computes layers again on the way back instead of remembering them; null remembers.</summary>
    public Recomputation? Recomputation { get; init; }

    private IReadOnlySet<int> FrozenDepths { get; }

    /// <summary>A pass in training.</summary>
    public static ForwardPass Training(
        RandomKey key, DropoutRates rates, int firstTrainableDepth, IReadOnlySet<int> frozen, Recomputation? recomputation = null, RandomKey? epoch = null, int firstRow = 0) =>
        new(new DropoutStream(key), rates, firstTrainableDepth, frozen) { Key = key, Recomputation = recomputation, Epoch = epoch, FirstRow = firstRow };

    /// <summary>Takes note of the token rows that pass.</summary>
    public void Enter(TokenBatch batch) => Enter(() => batch.PlacesFrom(FirstRow));

    /// <summary>Takes note of how many images pass.</summary>
    public void EnterImages(int rows) => Enter(() => RowPlaces.OfImages(FirstRow, rows));

    /// <summary>The number within the update of the first row that passes: rows that pass in parts draw what they would draw together.</summary>
    public int FirstRow { get; private init; }

    /// <summary>Whether a layer is computed again, whose statistics were taken before.</summary>
    public bool IsRepeated { get; private set; }

    /// <summary>How far the dropout's draws are.</summary>
    public ulong Mark() => _stream?.Site ?? 0;

    /// <summary>Goes back to earlier draws, for computing again what came after them.</summary>
    public void Return(ulong mark)
    {
        IsRepeated = true;
        if (_stream is not null)
        {
            _stream.Site = mark;
        }
    }

    /// <summary>The pass as a block at this depth sees it: frozen blocks run in evaluation mode.</summary>
    public ForwardPass At(int depth) => FrozenDepths.Contains(depth) ? Evaluation : this;

    /// <summary>Dropout of hidden states [.., D], for each token or row.</summary>
    public Tensor Hidden(Tensor input) => _stream?.Vectors(input, _rates.Hidden) ?? input;

    /// <summary>Dropout of a table that all rows share, or of its vectors from number <paramref name="first"/> on, at the rate of hidden states.</summary>
    public Tensor Table(Tensor input, int first) => _stream?.Table(input, first, _rates.Hidden) ?? input;

    /// <summary>Dropout of attention probabilities [.., Q, K].</summary>
    public Tensor Attention(Tensor input) => _stream?.Attention(input, _rates.Attention) ?? input;

    /// <summary>Dropout of what attention gives back, at the rate of its probabilities.</summary>
    public Tensor Attended(Tensor input) => _stream?.Vectors(input, _rates.Attention) ?? input;

    /// <summary>Dropout before the classifier.</summary>
    public Tensor Head(Tensor input) => _stream?.Vectors(input, _rates.Head) ?? input;

    /// <summary>Dropout of what low-rank adapters look at.</summary>
    public Tensor Adapter(Tensor input) => _stream?.Vectors(input, _rates.Adapter) ?? input;

    /// <summary>Stochastic depth (Huang et al. 2016): the whole branch [B, ..] of a row is dropped.</summary>
    public Tensor Path(Tensor branch, double rate) => _stream is null || rate <= 0 ? branch
        : branch * _stream.Vectors(ones([branch.shape[0], 1], branch.dtype, branch.device), rate).view([branch.shape[0], .. branch.shape[1..].Select(_ => 1L)]);

    private void Enter(Func<RowPlaces> places)
    {
        if (_stream is not null)
        {
            _stream.Places = places();
        }
    }
}
