"""Names that the core has not: where they are, and which of PyTorch are not here at all.

A program that has one of these words in it, or the name of an operation in `signatures.py`, needs the rest.
"""

# By the module (or class) that has the names, then by the file that defines them.
TABLE = {
    "torch": {
        "torch._more.functional": "atleast_1d atleast_2d atleast_3d block_diag cartesian_prod cdist",
        "torch._more._ops.matmul": "tensordot chain_matmul",
        "torch._more._ops.sorting": "unique unique_consecutive",
        "torch._more._settings": """
            set_num_threads get_num_threads set_num_interop_threads get_num_interop_threads
            get_float32_matmul_precision use_deterministic_algorithms are_deterministic_algorithms_enabled
            set_default_tensor_type is_autocast_enabled typename is_storage
        """,
        "torch.amp": "amp autocast",
        "torch.backends": "backends",
        "torch.distributions": "distributions",
        "torch.func": "func vmap",
        "torch.jit": "jit",
        "torch.optim": "optim",
        "torch.linalg": "linalg nuc",
        "torch.return_types": "return_types",
        "torch.serialization": "load save",
        "torch.special": "special",
        "torch.testing": "testing",
        "torch._more.missing": """
            distributed fft fx hub multiprocessing nested onnx profiler quantization sparse
        """,
    },
    "torch.Tensor": {
        "torch._more._ops.sorting": "unique unique_consecutive",
        "torch._more._ops.convert": "pin_memory share_memory_",
        "torch._more._ops.random": "bernoulli_ exponential_ random_",
    },
    "torch.nn": {
        "torch._more.nn.parameter": "UninitializedParameter",
        "torch._more.nn.modules.activation": """
            Softsign Tanhshrink LogSigmoid Mish SELU Hardswish Hardsigmoid Threshold RReLU Hardtanh ReLU6 ELU CELU GLU
            Softplus MultiheadAttention Hardshrink Softshrink PReLU Softmin Softmax2d
        """,
        "torch._more.nn.modules.container": "ParameterList ParameterDict",
        "torch._more.nn.modules.linear": "LazyLinear Bilinear",
        "torch._more.nn.modules.loss": """
            NLLLoss NLLLoss2d BCELoss BCEWithLogitsLoss L1Loss SoftMarginLoss MultiLabelMarginLoss SmoothL1Loss
            HuberLoss KLDivLoss PoissonNLLLoss GaussianNLLLoss MarginRankingLoss HingeEmbeddingLoss CosineEmbeddingLoss
            MultiMarginLoss TripletMarginLoss MultiLabelSoftMarginLoss TripletMarginWithDistanceLoss
        """,
        "torch._more.nn.modules.normalization": """
            GroupNorm LocalResponseNorm BatchNorm1d BatchNorm2d BatchNorm3d LazyBatchNorm1d LazyBatchNorm2d
            InstanceNorm1d InstanceNorm2d InstanceNorm3d
        """,
        "torch._more.nn.modules.simple": """
            Dropout1d Dropout2d Dropout3d AlphaDropout EmbeddingBag Unflatten Unfold Fold CosineSimilarity
            PairwiseDistance PixelShuffle PixelUnshuffle Upsample UpsamplingNearest2d UpsamplingBilinear2d
        """,
        "torch.nn.modules.conv": """
            Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d LazyConv1d LazyConv2d
        """,
        "torch.nn.modules.rnn": "RNNBase RNN LSTM GRU RNNCellBase RNNCell LSTMCell GRUCell",
        "torch.nn.modules.transformer": """
            TransformerEncoderLayer TransformerDecoderLayer TransformerEncoder TransformerDecoder Transformer
        """,
        "torch.nn.modules.pooling": """
            MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d AdaptiveAvgPool1d AdaptiveAvgPool2d
            AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d
            ConstantPad1d ConstantPad2d ConstantPad3d ZeroPad1d ZeroPad2d ZeroPad3d ReflectionPad1d ReflectionPad2d
            ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d CircularPad1d CircularPad2d
            CircularPad3d LPPool1d LPPool2d
        """,
    },
    "torch.nn.functional": {
        "torch._more.nn._functional.activations": """
            threshold glu hardtanh relu6 elu selu celu rrelu tanhshrink softsign hardsigmoid mish hardswish softmin logsigmoid
            gumbel_softmax
        """,
        "torch._more.nn._functional.attention": "multi_head_attention_forward",
        "torch._more.nn._functional.layers": """
            embedding_bag dropout1d dropout2d dropout3d alpha_dropout feature_alpha_dropout group_norm batch_norm
            instance_norm local_response_norm unfold fold interpolate upsample channel_shuffle pdist
        """,
        "torch._more.nn._functional.losses": """
            l1_loss smooth_l1_loss huber_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div
            poisson_nll_loss gaussian_nll_loss margin_ranking_loss hinge_embedding_loss multilabel_margin_loss
            soft_margin_loss multilabel_soft_margin_loss cosine_embedding_loss multi_margin_loss triplet_margin_loss
            triplet_margin_with_distance_loss
        """,
        "torch._more.nn._functional.pools": """
            max_pool1d max_pool2d max_pool3d adaptive_max_pool1d adaptive_max_pool2d adaptive_max_pool3d
            adaptive_avg_pool2d adaptive_avg_pool3d lp_pool1d lp_pool2d max_unpool1d max_unpool2d max_unpool3d
        """,
    },
    "torch.nn.Module": {
        "torch._more.nn.modules.hooks": """
            register_forward_hook register_forward_pre_hook register_full_backward_hook
            register_full_backward_pre_hook register_backward_hook
        """,
    },
    "torch.nn.init": {
        "torch._more.nn.init": "trunc_normal_ dirac_ orthogonal_ sparse_ dirac orthogonal",
    },
    "torch.nn.utils": {
        "torch.nn.utils.clip_grad": """
            get_total_norm clip_grads_with_norm_ clip_grad_norm_ clip_grad_value_ clip_grad_norm
        """,
        "torch.nn.utils.convert_parameters": "parameters_to_vector vector_to_parameters",
        "torch.nn.utils.rnn": """
            PackedSequence pack_padded_sequence pad_packed_sequence pack_sequence unpad_sequence pad_sequence
        """,
    },
    "torch.autograd": {
        "torch.autograd.function": "Function FunctionCtx once_differentiable",
        "torch.autograd.gradcheck": "gradcheck gradgradcheck",
        "torch.autograd.anomaly": "detect_anomaly set_detect_anomaly",
    },
    "torch.autograd.functional": {
        "torch.autograd.functional": "jacobian hessian vjp jvp vhp hvp",
    },
    "torch.optim": {
        "torch.optim.optimizer": "Optimizer",
        "torch.optim.adam": "Adam AdamW",
        "torch.optim.sgd": "SGD",
        "torch.optim.others": "Adagrad RMSprop Adadelta Adamax NAdam RAdam",
        "torch.optim.lr_scheduler": "lr_scheduler",
    },
    "torch.optim.lr_scheduler": {
        "torch.optim.lr_scheduler": """
            LRScheduler LambdaLR MultiplicativeLR StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR
            CosineAnnealingLR CosineAnnealingWarmRestarts OneCycleLR CyclicLR
        """,
        "torch.optim.lr_combined": "SequentialLR ChainedScheduler ReduceLROnPlateau",
    },
    "torch.utils.checkpoint": {
        "torch.utils.checkpoint": "checkpoint checkpoint_sequential",
    },
    "torch.utils.data": {
        "torch.utils.data.dataloader": "default_collate DataLoader",
        "torch.utils.data.dataset": """
            Dataset IterableDataset TensorDataset ConcatDataset ChainDataset Subset random_split
        """,
        "torch.utils.data.sampler": """
            Sampler SequentialSampler RandomSampler SubsetRandomSampler WeightedRandomSampler BatchSampler
        """,
    },
    "": {
        "torch._more.missing": """
            torchvision torchaudio torchtext flash_attn xformers triton tensorflow jax keras transformers tensorboard
            cpp_extension metadata
        """,
        "einops": "einops",
        "fancy_einsum": "fancy_einsum",
    },
}

# Operations of one module that another shows as well.
BORROWED = {
    "torch.nn.functional": {
        "torch": """
            conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d avg_pool1d adaptive_avg_pool1d
            prelu hardshrink bilinear pixel_shuffle pixel_unshuffle pairwise_distance cosine_similarity relu_ selu_
            celu_ rrelu_ threshold_
        """,
        "torch._nn": "avg_pool2d avg_pool3d softplus softshrink elu_ hardtanh_ leaky_relu_",
    },
}

LACKS = {
    "torch": """
        affine_grid_generator alpha_dropout alpha_dropout_ as_strided_scatter bartlett_window binomial
        blackman_window channel_shuffle cholesky_inverse cholesky_solve conv_tbc corrcoef cov ctc_loss
        cumulative_trapezoid embedding_renorm_ feature_alpha_dropout feature_alpha_dropout_ feature_dropout
        feature_dropout_ frexp frombuffer geqrf get_deterministic_debug_mode gradient grid_sampler grid_sampler_2d
        grid_sampler_3d gru hamming_window hann_window histogram histogramdd igamma igammac index_reduce
        is_deterministic_algorithms_warn_only_enabled is_inference is_neg is_nonzero istft kaiser_window lobpcg lstm
        lu lu_solve lu_unpack nonzero_static norm_except_dim orgqr ormqr pca_lowrank pdist resize_as_ rnn_relu
        rnn_tanh saddmm segment_reduce set_deterministic_debug_mode set_flush_denormal sparse_bsc_tensor
        sparse_bsr_tensor sparse_compressed_tensor sparse_coo_tensor sparse_csc_tensor sparse_csr_tensor sspaddmm
        stft svd svd_lowrank trapezoid trapz triangular_solve unravel_index
    """,
    "torch.Tensor": """
        apply_ as_strided_scatter cholesky cholesky_inverse cholesky_solve coalesce corrcoef cov dense_dim eig frexp
        geqrf histogram igamma igamma_ igammac igammac_ index_reduce index_reduce_ is_inference is_neg
        is_pinned is_sparse_csr istft lstsq lu lu_solve map2_ map_ new_empty_strided nonzero_static orgqr ormqr qr
        record_stream resize resize_as_ solve sparse_dim sparse_mask sspaddmm stft storage svd to_dense
        to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr
        triangular_solve untyped_storage
    """,
    "torch.nn": """
        AdaptiveLogSoftmaxWithLoss CTCLoss ChannelShuffle CrossMapLRN2d FeatureAlphaDropout FractionalMaxPool2d
        FractionalMaxPool3d LazyBatchNorm3d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d LazyConvTranspose3d
        LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d LinearCrossEntropyLoss MaxUnpool1d MaxUnpool2d
        MaxUnpool3d SyncBatchNorm
    """,
    "torch.nn.functional": """
        affine_grid conv_tbc ctc_loss fractional_max_pool2d fractional_max_pool3d grid_sample linear_cross_entropy
        lp_pool3d upsample_bilinear upsample_nearest
    """,
    "torch.special": """
        airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 erfcx gammainc gammaincc i0e i1e log_ndtr logsumexp
        modified_bessel_i0 modified_bessel_i1 modified_bessel_k0 modified_bessel_k1 scaled_modified_bessel_k0
        scaled_modified_bessel_k1 spherical_bessel_j0 zeta
    """,
    "torch.optim": """
        ASGD Adafactor LBFGS Muon Rprop SparseAdam
    """,
}
