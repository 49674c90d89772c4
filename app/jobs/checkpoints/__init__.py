"""Looking at, backing up, carrying and clearing what unfinished exports have left."""
