"""Operations by kind."""
